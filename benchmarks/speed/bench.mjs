// Runs the jobs through the built program and through what people use today, in turn (A B A B), and prints medians.
//
//   node benchmarks/speed/bench.mjs [--jobs j1,j3] [--rounds 3] [--data FOLDER] [--python python3] [--node /path/to/node] [--threads 1]
//     [--write docs/performance.md]
//
// `--write` puts each job's table between its marks in that file, where the last one stood.
// The data (2 GB for all jobs) go to FOLDER, by default `unspectro-bench` in the system's folder for temporary files.
import { spawnSync } from "node:child_process";
import { cpus, tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { put } from "./document.mjs";
import { filesOf, JOBS, shapeOf } from "./jobs.mjs";
import { makeJob } from "./make.mjs";
import { fixed, measure, median, table } from "./measure.mjs";
import { callOf } from "./program.mjs";
import { convergenceOf, snrOf } from "./truth.mjs";

const { values } = parseArgs({
  options: {
    jobs: { type: "string", default: Object.keys(JOBS).join(",") },
    rounds: { type: "string", default: "3" },
    data: { type: "string", default: `${tmpdir()}/unspectro-bench` },
    python: { type: "string", default: "python3" },
    node: { type: "string", default: process.execPath },
    threads: { type: "string" },
    write: { type: "string" },
  },
});
const here = fileURLToPath(new URL(".", import.meta.url));
const folder = values.data;
const say = (text) => process.stdout.write(`${text}\n`);

/** Python peers: what must be there, and the script's further arguments. */
const python = (script, modules, jobs, extra = []) => ({
  name: [script, ...extra].join(" "),
  jobs,
  build: () => versions(modules),
  command: (name, out) => [values.python, [`${here}/../peers/${script}.py`, folder, name, out, ...extra]],
});

const inverses = ["j1", "j2f", "j2c", "j3", "j5"];
const peers = [
  python("istft_scipy", ["numpy", "scipy"], [...inverses, "j4"]),
  python("istft_scipy", ["numpy", "scipy", "pandas"], ["j4"], ["pandas"]),
  python("istft_torch", ["numpy", "torch"], inverses, ["threads=2"]),
  python("istft_numpy", ["numpy"], ["j1", "j5"]),
  python("istft_numpy_tuned", ["numpy", "scipy"], [...inverses, "j4"]),
  python("griffinlim_torchaudio", ["numpy", "torch", "torchaudio"], ["j6"], ["threads=2"]),
  python("griffinlim_numpy", ["numpy", "scipy"], ["j6"]),
  {
    name: "istft_fftw (C, 1 thread)",
    jobs: ["j1", "j3", "j5"],
    build: compiled,
    warm: true,
    command(name, out) {
      const { rate, fftSize, hop } = JOBS[name];
      const { frames, length } = shapeOf(JOBS[name]);
      const { magnitude, phase } = filesOf(name, folder);
      return [
        `${folder}/istft_fftw`,
        [
          magnitude,
          phase,
          ...[frames, fftSize, hop, rate, length].map(String),
          out,
          `${folder}/${name}.wisdom`,
        ],
      ];
    },
  },
];

/** The versions of a peer's packages; undefined where one is missing. */
function versions(modules) {
  const code = `import ${modules.join(",")};print(*(m.__name__+" "+m.__version__ for m in (${modules.join(",")},)), sep=", ")`;
  const { status, stdout } = spawnSync(values.python, ["-c", code], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

const FLAGS = ["-O3", "-march=native", "-ffast-math", "-fno-associative-math"];

/** The C program, compiled here; its first run, which searches a plan for each size, is not among those measured. */
function compiled() {
  const args = [...FLAGS, "-o", `${folder}/istft_fftw`, `${here}/../peers/istft_fftw.c`, "-lfftw3f", "-lm"];
  return spawnSync("cc", args).status === 0 ? `cc ${FLAGS.join(" ")}, libfftw3f, its plan kept` : undefined;
}

const node = spawnSync(values.node, ["--version"], { encoding: "utf8" }).stdout.trim();
say(
  `${cpus()[0].model}, ${cpus().length} cores; Node ${node}; medians of ${values.rounds} rounds, run in turn\n`,
);
for (const name of values.jobs.split(",")) {
  makeJob(name, folder);
  const job = JOBS[name];
  const quality = (out) =>
    // The truth of an hour would take an hour's memory.
    job.alone
      ? "-"
      : job.retrieval
        ? `${fixed(convergenceOf(out, name, folder), 1)} dB`
        : `${fixed(snrOf(out, name, folder), 1)} dB`;
  const runners = [
    {
      name: "unspectro",
      run: (out) =>
        measure(...callOf(name, job, folder, out, { node: values.node, threads: values.threads })),
    },
  ];
  const skipped = [];
  for (const peer of peers.filter(({ jobs }) => jobs.includes(name))) {
    const build = peer.build();
    if (build === undefined) skipped.push(`${peer.name}: skipped, not installed`);
    else
      runners.push({
        name: peer.name,
        build,
        warm: peer.warm,
        run: (out) => measure(...peer.command(name, out)),
      });
  }
  const results = runners.map(() => []);
  const out = (index) => `${folder}/${name}_out_${index}.wav`;
  for (const [i, runner] of runners.entries()) if (runner.warm) runner.run(out(i));
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const [i, runner] of runners.entries()) results[i].push(runner.run(out(i)));
  }
  const middle = results.map((runs) =>
    Object.fromEntries(
      ["wall", "cpu", "user", "memory"].map((key) => [key, median(runs.map((run) => run[key]))]),
    ),
  );
  const ratio = (i, key) => (i === 0 ? "1" : fixed(middle[0][key] / middle[i][key], 3));
  say(`${name}: ${job.title}`);
  const text = table([
    [
      "",
      "wall s",
      "CPU s",
      "user s",
      "peak MiB",
      job.retrieval ? "convergence" : "SNR",
      "ours/it: CPU",
      "user",
      "wall",
    ],
    ...runners.map((runner, i) => [
      runner.name,
      fixed(middle[i].wall),
      fixed(middle[i].cpu),
      fixed(middle[i].user),
      fixed(middle[i].memory, 0),
      quality(out(i)),
      ratio(i, "cpu"),
      ratio(i, "user"),
      ratio(i, "wall"),
    ]),
  ]);
  say(text);
  if (values.write !== undefined) put(values.write, name, text);
  for (const { name: peer, build } of runners) if (build !== undefined) say(`  ${peer}: ${build}`);
  for (const line of skipped) say(`  ${line}`);
  say("");
}
