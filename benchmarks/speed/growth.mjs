// How the cost of the whole program grows:
//   node benchmarks/speed/growth.mjs [--data FOLDER] [--out FOLDER] [--rounds 3] [--only length,threads]
//     [--node /path/to/node] [--write docs/performance.md] [--mark -24]
// `--write` puts the tables between the marks in that file, where the last ones stood: `<!-- length -->`, or
// `<!-- length-24 -->` with `--mark -24`. `--out`: where the sound goes, a RAM disk for instance.
import { rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { parseArgs } from "node:util";
import { put } from "./document.mjs";
import { filesOf, JOBS } from "./jobs.mjs";
import { makeJob } from "./make.mjs";
import { fixed, measure, median, table } from "./measure.mjs";
import { callOf } from "./program.mjs";

const { values } = parseArgs({
  options: {
    data: { type: "string", default: `${tmpdir()}/unspectro-bench` },
    rounds: { type: "string", default: "3" },
    only: { type: "string", default: "length,size,hop,threads" },
    node: { type: "string", default: process.execPath },
    out: { type: "string" },
    write: { type: "string" },
    mark: { type: "string", default: "" },
  },
});
const folder = values.data;
const minute = { ...JOBS.j1, seconds: 60 };

/** A row of a table: what is varied, the job, and how the program is called. */
const tables = {
  length: ["j3", "j1", "j7"].map((name) => ({
    title: `${JOBS[name].seconds / 60} min`,
    name,
    job: JOBS[name],
  })),
  size: [256, 400, 512, 1024, 2048, 4096, 8192].map((fftSize) => ({
    title: `FFT ${fftSize}, hop ${fftSize / 4}`,
    name: `size${fftSize}`,
    job: { ...minute, fftSize, hop: fftSize / 4 },
  })),
  hop: [1024, 512, 256, 128].map((hop) => ({
    title: `FFT 2048, hop ${hop}`,
    name: `hop${hop}`,
    job: { ...minute, hop },
  })),
  threads: ["j1", "j7"].flatMap((name) =>
    [1, 2].map((threads) => ({
      title: `${JOBS[name].seconds / 60} min, ${threads} thread${threads > 1 ? "s" : ""}`,
      name,
      job: JOBS[name],
      threads,
    })),
  ),
};

process.stdout.write(
  `${cpus()[0].model}, ${cpus().length} cores; medians of ${values.rounds}, run in turn\n`,
);
for (const kind of values.only.split(",")) {
  const rows = tables[kind];
  for (const { name, job } of rows) makeJob(name, folder, job);
  const runs = rows.map(() => []);
  const out = `${values.out ?? folder}/growth_out.wav`;
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const [i, { name, job, threads }] of rows.entries()) {
      runs[i].push(measure(...callOf(name, job, folder, out, { node: values.node, threads })));
    }
  }
  const cells = rows.map(({ title, job }, i) => {
    const middle = (key) => median(runs[i].map((run) => run[key]));
    const perSecond = (1000 * middle("cpu")) / job.seconds;
    return [title, fixed(middle("wall")), fixed(middle("cpu")), fixed(perSecond), fixed(middle("memory"), 0)];
  });
  const text = table([["", "wall s", "CPU s", "CPU ms a second", "peak MiB"], ...cells]);
  process.stdout.write(`\n${text}`);
  if (values.write !== undefined) put(values.write, kind + values.mark, text);
  rmSync(out, { force: true });
  // What only this table needs is soon made again.
  for (const { name, job } of rows) {
    if (name in JOBS) continue;
    for (const path of Object.values(filesOf(name, folder, job))) rmSync(path, { force: true });
  }
}
