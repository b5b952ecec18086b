// Inverts every case of the manifests given with the built program and holds the result against the truth: signal to
// noise over the samples that the frames decide well, and the exact length where the files hold it.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run, say } from "../../lib/run.mjs";
import { root } from "../../lib/workspace.mjs";

const program = join(root, "apps", "cli", "dist", "main.js");
const counts = { passed: 0, failed: 0 };

for (const folder of process.argv.slice(2)) {
  const { truth, cases } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  say(`\n${folder.split("/").at(-1)}`);
  for (const each of cases) await invert(folder, each, npy(join(folder, each.truth ?? truth)));
}
say(`\n${counts.passed} passed, ${counts.failed} failed`);
if (process.env.COUNTS) writeFileSync(process.env.COUNTS, `${counts.passed} ${counts.failed} 0\n`);
process.exitCode = counts.failed === 0 ? 0 : 1;

async function invert(folder, each, truth) {
  const { name, profile, given, snr: wanted, by, flags = [], anyLength = false } = each;
  const inputs = each.inputs ?? [each.frames ?? each.magnitude, each.phase].filter(Boolean);
  writeFileSync(join(folder, "given.json"), JSON.stringify(given));
  const args = [program, ...inputs, "--profile", profile, "--convention", "given.json", ...flags];
  const output = ["-o", "out.wav", "--wav-format", "float64", "--level", "keep", "--json"];
  const { code, output: said } = await run("node", [...args, ...output], {
    quiet: true,
    limit: 60,
    cwd: folder,
  });
  if (code !== 0) return told(false, name, `exit ${code}`, by, said);
  const { coverage, convention, output: made } = JSON.parse(said.slice(said.indexOf("{")));
  const found = wav(join(folder, "out.wav"));
  const snr = snrOf(truth, found, coverage, convention.encoding.detrend === "frame-mean");
  const exact = made.length === truth.length;
  // Files without padding cannot tell how much followed their last frame.
  const lengthOk = anyLength || exact || Math.abs(made.length - truth.length) < (given.geometry?.hop ?? 1024);
  told(
    snr >= wanted && lengthOk,
    name,
    `${snr.toFixed(1)} dB of ${wanted}, ${made.length} of ${truth.length} samples`,
    by,
  );
}

function told(ok, name, figures, by, more) {
  counts[ok ? "passed" : "failed"]++;
  say(`${ok ? "ok    " : "FAILED"} ${name.padEnd(32)} ${figures}  (${by})`);
  if (more) say(more.trimEnd());
}

/** Where every frame's mean was removed, the recording's own mean is in no file: the difference may have one. */
function snrOf(truth, found, { uncovered, weak }, anyMean) {
  const skip = new Uint8Array(truth.length);
  for (const { from, to } of [...uncovered, ...weak]) skip.fill(1, from, to);
  const places = [];
  for (let n = 0; n < Math.min(truth.length, found.length); n++) if (!skip[n]) places.push(n);
  const mean = anyMean ? places.reduce((sum, n) => sum + truth[n] - found[n], 0) / places.length : 0;
  let [signal, noise] = [0, 0];
  for (const n of places) {
    signal += truth[n] ** 2;
    noise += (truth[n] - found[n] - mean) ** 2;
  }
  return noise === 0 ? Number.POSITIVE_INFINITY : 10 * Math.log10(signal / noise);
}

/** A float64 vector of NumPy's. */
function npy(path) {
  const bytes = readFileSync(path);
  const start = 10 + bytes.readUInt16LE(8);
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length));
}

/** The first channel of a float64 WAV. */
function wav(path) {
  const bytes = readFileSync(path);
  let channels = 1;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const id = bytes.toString("latin1", at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    if (id === "fmt ") channels = bytes.readUInt16LE(at + 10);
    if (id === "data") {
      return Float64Array.from({ length: size / (8 * channels) }, (_, i) =>
        bytes.readDoubleLE(at + 8 + 8 * channels * i),
      );
    }
    at += 8 + size + (size % 2);
  }
  throw new Error(`${path} holds no samples`);
}
