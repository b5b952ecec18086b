/**
 * Plans as they lie in linear memory, written by the host (`src/kernel/records.ts` holds the same fields in the same
 * order; a test compares the sizes). Pointers are byte addresses; tables hold elements of the kernel's type T.
 */

/** A complex transform of any size, exponent +i, unscaled. */
@unmanaged
export class Fft {
  size: i32;
  /** u32[size]: byte offset at which input element k must be put before the passes. */
  order: usize;
  /** i32 triples: radix, span, address of twiddles. */
  passes: usize;
  passCount: i32;
  /** Bluestein only, else 0: the convolution's transform (an `Fft`). */
  inner: usize;
  /** Bluestein: e^{i pi k^2 / size}, pairs. */
  chirp: usize;
  /** Bluestein: transform of the conjugate chirp, over the convolution's size, pairs. */
  filter: usize;
  /** Bluestein: two work areas of `inner.size` complex vectors. */
  first: usize;
  second: usize;
}

/** Frames of a real signal and their half spectra. */
@unmanaged
export class Stft {
  /** N. */
  size: i32;
  /** floor(N/2) + 1. */
  bins: i32;
  /** Complex transform: of N/2 for even N, of N for odd N (an `Fft`). */
  fft: usize;
  /** Even N: e^{2 pi i k / N}, k = 0 .. N/4, pairs. */
  twist: usize;
  /** Work: the transform's complex vectors. */
  work: usize;
  /** Work: bins complex vectors. */
  spectrum: usize;
  /** Work: N vectors, a windowed frame. */
  time: usize;
  /** R, in samples. */
  hop: i32;
  /** L: samples of the window. */
  length: i32;
  /** L elements each: what frames are multiplied with before the transform, and after the inverse one. */
  analysis: usize;
  synthesis: usize;
  /** Window sample j of frame 0 stands at (rotation + j) mod N of the transform's time axis. */
  rotation: i32;
  /** How much `rotation` grows from one frame to the next, modulo N. */
  rotationStep: i32;
  /** Where the samples of absent frames go: L elements and a vector. */
  trash: usize;
}

/** How stored numbers become half spectra. */
@unmanaged
export class Decode {
  /** Numbers (or pairs) in a stored frame. */
  bins: i32;
  /** Pairs instead of magnitude and phase. */
  complex: i32;
  /** `AMPLITUDE_*` of amplitude.ts. */
  amplitude: i32;
  /** Constants of the amplitude's formula, float64. */
  amplitudeConstants: usize;
  /** 0: nothing was clipped. Else the constants of clip.ts, T. */
  clip: usize;
  /** Constants of the angle's reduction, T; see angle.ts. */
  angleConstants: usize;
  /** 0: stored bins are the half spectrum as they stand. Else i32 pairs, of `Stft.bins`; see place.ts. */
  places: usize;
  /** T quadruples, of `Stft.bins`; see place.ts. */
  factors: usize;
  /** Work: stored bins as complex vectors. */
  stored: usize;
  /** Cells that were not finite, so far. */
  notFinite: i32;
}
