import { formatConvention } from "@unspectro/core";
import type { RetrievalFacts } from "../protocol.ts";
import type { Work } from "./work.ts";

/** The same work as a program for Node, which writes the same file. */
export function codeFor(work: Work): string {
  const { inputs, raw, convention, level, format, retrieval } = work;
  const files = JSON.stringify(inputs.map(({ file, array }) => [file, array ?? null]));
  const layout = raw === undefined ? "" : `, format: "raw", open: { raw: ${JSON.stringify(raw)} }`;
  const body = retrieval === undefined ? inverting(work) : retrieving(retrieval);
  return `// npm install ${body.packages.map((name) => `@unspectro/${name}`).join(" ")}
${body.imports}

const convention = checkConvention(${formatConvention(convention).trim()});
const readers = readersOf();
// [file, the array in it]
const files = ${files}.map(
  ([path, wanted]) => () => arraysOf(fromPath(path), { readers, wanted: wanted ?? undefined${layout} }),
);
${body.text}
await writeSound(
  {
    openSink: () => fileSink("sound.wav"),
    format: ${JSON.stringify(format)},
    level: ${JSON.stringify(level)},
    sampleRate: convention.geometry.sampleRate,
    channels: sound.channels,
    length: sound.length,
  },
  sound.produce,
);
`;
}

interface Body {
  readonly packages: readonly string[];
  readonly imports: string;
  /** Makes `sound`. */
  readonly text: string;
}

function inverting({ synthesis, mending }: Work): Body {
  if (mending !== undefined) return inMending;
  const chosen = synthesis !== "canonical";
  const window = chosen
    ? `const synthesis = synthesisWindow(frameOf(convention.geometry), ${JSON.stringify(synthesis)}).window;\n`
    : "";
  return {
    packages: ["core", "engine", "inputs", "io", ...(chosen ? ["duals"] : [])],
    imports: `import { checkConvention, reconstruct } from "@unspectro/core";
import { inverseFor } from "@unspectro/engine";${chosen ? '\nimport { frameOf, synthesisWindow } from "@unspectro/duals";' : ""}
import { arraysOf, pairIn, readersOf, writeSound } from "@unspectro/inputs";
import { fileSink, fromPath } from "@unspectro/io/node";`,
    text: `const pair = await pairIn(files);
const elements = [pair.magnitude, pair.phase].flatMap((source) => (source ? [source.element] : []));
${window}const work = await reconstruct(pair, convention, { maker: inverseFor(elements)${chosen ? ", synthesis" : ""} });
const sound = {
  channels: work.channels,
  length: work.length,
  async produce(take) {
    for await (const { samples } of work.blocks()) await take(samples, samples[0].length);
  },
};`,
  };
}

/** Found out and mended as the page did it. */
const inMending: Body = {
  packages: ["core", "engine", "inputs", "io", "retrieval"],
  imports: `import { alignPair, checkConvention, reconstruct } from "@unspectro/core";
import * as engine from "@unspectro/engine";
import { arraysOf, pairIn, readersOf, writeSound } from "@unspectro/inputs";
import { fileSink, fromPath } from "@unspectro/io/node";
import { ailmentOf, mend } from "@unspectro/retrieval";`,
  text: `const pair = await pairIn(files);
const elements = [pair.magnitude, pair.phase].flatMap((source) => (source ? [source.element] : []));
const work = await reconstruct(pair, convention, { maker: engine.inverseFor(elements) });
const disagreement = await engine.misfitOf(alignPair(pair, work.convention));
const ailment = await ailmentOf(pair, work.convention, disagreement);
const mended = await mend(ailment, { pair, work, plain: () => work.blocks(), engine });
const blocks = [];
for await (const { samples } of mended.blocks()) blocks.push(samples);
const sound = {
  channels: work.channels,
  length: work.length,
  async produce(take) {
    for (const samples of blocks) await take(samples, samples[0].length);
  },
};`,
};

/** How the frames of a channel become a signal, and what that takes. */
const whole = (
  rounds: number,
): string => `  const magnitudes = new Float32Array(stored.frames * decoder.bins);
  for (let frame = 0; frame < stored.frames; frame++) {
    magnitudes.set(await amplitudesOf(channel, frame), frame * decoder.bins);
  }
  const wishes = { rounds: ${rounds}, transform: frameTransform, magnitudeRounds };
  const { audio } = await retrieve({ grid, magnitudes }, wishes);`;

const inPassing = `  const maker = streamingRetrieval(grid, { transform: frameTransform });
  const pieces = [];
  for (let frame = 0; frame < stored.frames; frame++) {
    pieces.push(maker.push(await amplitudesOf(channel, frame)) ?? []);
  }
  pieces.push(maker.flush());
  const audio = new Float64Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) audio.set(piece, (at += piece.length) - piece.length);`;

function retrieving({ rounds, passing }: RetrievalFacts): Body {
  return {
    packages: ["core", "engine", "inputs", "io", "retrieval"],
    imports: `import { alignMagnitudes, audioLength, checkConvention } from "@unspectro/core";
import { frameTransform${passing ? "" : ", magnitudeRounds"} } from "@unspectro/engine";
import { arraysOf, readersOf, writeSound } from "@unspectro/inputs";
import { fileSink, fromPath } from "@unspectro/io/node";
import { amplitudeDecoder, gridOf, ${passing ? "streamingRetrieval" : "retrieve"} } from "@unspectro/retrieval";`,
    text: `const file = await files[0]();
const magnitude = await file.open(file.wanted ?? file.arrays[0].name);
const stored = alignMagnitudes(magnitude, convention);
const decoder = amplitudeDecoder(convention);
const { grid, start } = gridOf(convention, stored.frames);
const length = audioLength(convention, stored.frames);
const block = new Float64Array(decoder.stored);
const amplitudes = new Float64Array(decoder.bins);
const amplitudesOf = async (channel, frame) => {
  await stored.read(channel, frame, 1, block, undefined);
  decoder.decode(block, 0, amplitudes);
  return amplitudes;
};
const signals = [];
for (let channel = 0; channel < stored.channels; channel++) {
${passing ? inPassing : whole(rounds)}
  // The audio within a signal that begins at sample \`start\` of it.
  const signal = new Float64Array(length);
  signal.set(audio.subarray(Math.max(0, -start), length - start), Math.max(0, start));
  signals.push(signal);
}
const sound = { channels: signals.length, length, produce: (take) => take(signals, length) };`,
  };
}
