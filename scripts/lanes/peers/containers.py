#!/usr/bin/env python3
"""One STFT (scipy.signal.stft) saved by every writer that people use, and the inverses of other programs.

    python3 containers.py SOUND.wav FOLDER

manifest.json lists the cases as fixtures/producers/make.py does; `inputs` are the program's arguments, `length` is the
exact length expected, `truth` (where given) the inverse of another program that ours must agree with.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
from scipy import signal
from scipy.io import savemat, wavfile

N = 512


def main():
    sound, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir()
    rate, x = wavfile.read(sound)
    x = x[: rate + 123]
    z = signal.stft(x, rate, nperseg=N)[2]
    magnitude, phase = np.abs(z), np.angle(z)
    np.save(folder / "truth.npy", x)
    cases = []

    def case(name, inputs, snr, by, flags=(), truth=None, exact=True):
        cases.append(dict(name=name, inputs=inputs, snr=snr, by=by, profile="scipy-stft", given={}, flags=list(flags)))
        if truth is not None:
            cases[-1]["truth"] = truth
        if not exact:
            cases[-1]["anyLength"] = True

    def at(name):
        return str(folder / name)

    numpy = f"NumPy {np.__version__}"
    np.savez(at("stored.npz"), S=magnitude, P=phase)
    case("npz", ["stored.npz"], 280, numpy)
    np.savez_compressed(at("deflated.npz"), magnitude=magnitude, phase=phase)
    case("npz-compressed", ["deflated.npz"], 280, numpy)
    for part, array in (("mag", magnitude), ("phase", phase)):
        np.save(at(f"{part}-big.npy"), array.astype(">f8"))
        np.save(at(f"{part}-c.npy"), np.ascontiguousarray(array))
        np.save(at(f"{part}-half.npy"), array.astype(np.float16))
        np.save(at(f"{part}-single.npy"), array.astype(np.float32))
        array.tofile(at(f"{part}.f64"))
        array.astype(np.float32).tofile(at(f"{part}.f32"))
        np.savetxt(at(f"{part}.txt"), array)
        np.savetxt(at(f"{part}-5.csv"), array, fmt="%.5g", delimiter=",")
    case("npy-big-endian", ["mag-big.npy", "phase-big.npy"], 280, numpy)
    case("npy-c-order", ["mag-c.npy", "phase-c.npy"], 280, numpy)
    case("npy-single", ["mag-single.npy", "phase-single.npy"], 130, numpy)
    case("npy-half", ["mag-half.npy", "phase-half.npy"], 60, numpy, exact=False)
    raw = ["--element", "float64", "--fft-size", str(N), "--record-length", str(z.shape[1]), "--layout", "bins-by-frames"]
    case("tofile-float64", ["mag.f64", "phase.f64"], 280, numpy, raw)
    case("tofile-float32", ["mag.f32", "phase.f32"], 130, numpy, ["--element", "float32", *raw[2:]])
    case("savetxt", ["mag.txt", "phase.txt"], 280, numpy)
    case("savetxt-5-digits", ["mag-5.csv", "phase-5.csv"], 80, numpy, exact=False)
    np.save(at("complex.npy"), z)
    case("npy-complex", ["complex.npy"], 280, numpy)
    np.save(at("real.npy"), z.real)
    np.save(at("imag.npy"), z.imag)
    case("npy-real-imaginary", ["real.npy", "imag.npy"], 280, numpy)
    np.save(at("phasors.npy"), np.exp(1j * phase))
    case("npy-phasors", ["mag-c.npy", "phasors.npy"], 280, numpy)

    savemat(at("v5.mat"), dict(S=magnitude, P=phase))
    case("mat-v5-scipy", ["v5.mat"], 280, "scipy.io.savemat")
    savemat(at("v7.mat"), dict(X=z), do_compression=True)
    case("mat-v7-scipy-complex", ["v7.mat"], 280, "scipy.io.savemat")
    savemat(at("v4.mat"), dict(mag=magnitude, phase=phase), format="4")
    case("mat-v4-scipy", ["v4.mat"], 280, "scipy.io.savemat")

    def h5py_cases():
        import h5py

        by = f"h5py {h5py.__version__}"
        with h5py.File(at("plain.h5"), "w") as file:
            file["mag"], file["phase"] = magnitude, phase
        case("hdf5", ["plain.h5"], 280, by)
        with h5py.File(at("deep.h5"), "w") as file:
            group = file.create_group("run/1")
            options = dict(chunks=(64, 16), compression="gzip", shuffle=True)
            group.create_dataset("magnitudes", data=magnitude, **options)
            group.create_dataset("angles", data=phase, **options)
            file["notes"] = np.arange(10)
        case("hdf5-chunked-gzip", ["deep.h5:/run/1/magnitudes", "deep.h5:/run/1/angles"], 280, by)
        with h5py.File(at("complex.h5"), "w") as file:
            file["stft"] = z.astype(np.complex64)
        case("hdf5-complex64", ["complex.h5"], 130, by)

    def pandas_cases():
        import pandas

        for part, array in (("mag", magnitude), ("phase", phase)):
            pandas.DataFrame(array).to_csv(at(f"{part}-pandas.csv"))
        case("pandas-csv", ["mag-pandas.csv", "phase-pandas.csv"], 280, f"pandas {pandas.__version__}")

    def torch_cases():
        import torch

        w = torch.hann_window(N, dtype=torch.float64)
        t = torch.stft(torch.from_numpy(x.copy()), N, N // 4, window=w, return_complex=True)
        np.save(at("torch.npy"), t.numpy())
        np.save(at("torch-istft.npy"), torch.istft(t, N, N // 4, window=w, length=len(x)).numpy())
        case("agrees-with-torch.istft", ["torch.npy"], 280, f"torch {torch.__version__}", truth="torch-istft.npy")
        cases[-1]["profile"] = "torch"
        pairs = torch.stack([t.real, t.imag], -1).numpy()
        np.save(at("torch-legacy.npy"), pairs)
        case("torch-legacy-trailing-axis", ["torch-legacy.npy"], 280, f"torch {torch.__version__}")
        cases[-1]["profile"] = "torch"
        stereo = torch.stft(torch.from_numpy(np.stack([x, -x[::-1]])), N, N // 4, window=w, return_complex=True)
        np.save(at("stereo.npy"), stereo.numpy())
        case("torch-stereo", ["stereo.npy"], 280, f"torch {torch.__version__}")
        cases[-1]["profile"] = "torch"
        # torch.istft refuses this window without centring (its ends are zero); ours gives all that is covered.
        bare = torch.stft(torch.from_numpy(x.copy()), N, N // 4, window=w, center=False, return_complex=True)
        refused = False
        try:
            torch.istft(bare, N, N // 4, window=w, center=False)
        except RuntimeError:
            refused = True
        np.save(at("bare.npy"), bare.numpy())
        case("torch-refuses-uncentred" if refused else "torch-uncentred", ["bare.npy"], 280, f"torch {torch.__version__}",
             ["--start", "zero", "--padding", "none"], exact=False)
        cases[-1]["profile"] = "torch"

    def octave_cases():
        if shutil.which("octave") is None:
            raise ImportError("octave is not installed")
        savemat(at("for-octave.mat"), dict(z=z))
        script = f"""
          cd('{folder}'); load for-octave.mat; mag = abs(z); phase = arg(z);
          save -text both-octave.txt mag phase
          save -7 both-octave7.mat mag phase
          save -6 both-octave6.mat mag phase
          save -v4 both-octave4.mat mag phase
          save -hdf5 both-octave.h5 mag phase
          save -ascii mag-octave.ascii mag
          save -ascii phase-octave.ascii phase
          dlmwrite('mag-octave.csv', mag); dlmwrite('phase-octave.csv', phase);
          for part = {{'mag', 'phase'}}
            f = fopen([part{{1}} '-octave.bin'], 'w'); fwrite(f, eval(part{{1}}), 'double'); fclose(f);
          end
          printf('%s', version());
        """
        done = subprocess.run(["octave", "--no-gui", "--quiet", "--eval", script], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        by = f"Octave {done.stdout.strip()}"
        case("octave-text", ["both-octave.txt"], 280, by)
        case("octave-v7", ["both-octave7.mat"], 280, by)
        case("octave-v6", ["both-octave6.mat"], 280, by)
        case("octave-v4", ["both-octave4.mat"], 280, by)
        case("octave-hdf5", ["both-octave.h5"], 280, by)
        case("octave-ascii", ["mag-octave.ascii", "phase-octave.ascii"], 130, by, exact=False)
        case("octave-dlmwrite", ["mag-octave.csv", "phase-octave.csv"], 280, by)
        columns = ["--element", "float64", "--fft-size", str(N), "--record-length", str(z.shape[0]), "--order", "columns"]
        case("octave-fwrite", ["mag-octave.bin", "phase-octave.bin"], 280, by, columns)

    for group in (h5py_cases, pandas_cases, torch_cases, octave_cases):
        try:
            group()
        except ImportError as reason:
            print(f"{group.__name__}: left out, {reason}", file=sys.stderr)

    inverse = signal.istft(z, rate, nperseg=N)[1][: len(x)]
    np.save(at("scipy-istft.npy"), inverse)
    case("agrees-with-scipy.signal.istft", ["mag-c.npy", "phase-c.npy"], 280, "SciPy", truth="scipy-istft.npy")

    manifest = dict(truth="truth.npy", sampleRate=rate, cases=cases)
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
    print(f"{len(cases)} cases in {folder}")


if __name__ == "__main__":
    main()
