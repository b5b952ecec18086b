import { isWav } from "@unspectro/audio";

/** What bytes are that no reader of ours reads, and what their owner can do. */
export interface Foreign {
  readonly found: string;
  readonly advice: string;
}

/** Bytes at the beginning of a file that tell all of these. */
const TELLING = 256;

const asSound = (name: string): string =>
  `\`unspectro analyze ${name}\` makes a spectrogram and phases of sound`;
const asWav = (name: string): string =>
  `\`sox ${name} sound.wav\` makes a WAV of it, and \`unspectro analyze sound.wav\` a spectrogram and phases`;
const unpack =
  (program: string) =>
  (name: string): string =>
    `unpack it first (\`${program} ${name}\`)`;
const inPython =
  (load: string) =>
  (name: string): string =>
    `save its arrays by themselves, in Python: numpy.save("${name}.npy", ${load.replace("NAME", `"${name}"`)})`;

const KINDS: readonly {
  readonly found: string;
  readonly is: (head: Uint8Array, text: string) => boolean;
  readonly advice: (name: string) => string;
}[] = [
  { found: "sound (WAV)", is: isWav, advice: asSound },
  { found: "sound (FLAC)", is: (_, text) => text.startsWith("fLaC"), advice: asWav },
  { found: "sound (Ogg)", is: (_, text) => text.startsWith("OggS"), advice: asWav },
  { found: "sound (AIFF)", is: (_, text) => /^FORM....AIF[FC]/s.test(text), advice: asWav },
  {
    found: "sound (MP3)",
    is: (head, text) =>
      text.startsWith("ID3") || (head[0] === 0xff && [0xf2, 0xf3, 0xfa, 0xfb].includes(head[1]!)),
    advice: asWav,
  },
  { found: "packed data (gzip)", is: (head) => begins(head, 0x1f, 0x8b), advice: unpack("gunzip") },
  { found: "packed data (xz)", is: (_, text) => text.startsWith("\xfd7zXZ"), advice: unpack("unxz") },
  { found: "packed data (bzip2)", is: (_, text) => /^BZh[1-9]1AY/.test(text), advice: unpack("bunzip2") },
  {
    found: "packed data (Zstandard)",
    is: (head) => begins(head, 0x28, 0xb5, 0x2f, 0xfd),
    advice: unpack("unzstd"),
  },
  {
    found: "tensors that PyTorch saved",
    is: (_, text) => text.startsWith("PK") && text.includes("data.pkl"),
    advice: inPython("torch.load(NAME).numpy()"),
  },
  {
    found: "a Python object (pickle)",
    is: isPickle,
    advice: inPython("numpy.load(NAME, allow_pickle=True)"),
  },
  {
    found: "a spreadsheet",
    is: (_, text) => text.startsWith("PK") && text.includes("[Content_Types].xml"),
    advice: () => "save its sheets as CSV, magnitudes and phases each by themselves",
  },
  {
    found: "a table (Parquet)",
    is: (_, text) => text.startsWith("PAR1"),
    advice: inPython("pandas.read_parquet(NAME).to_numpy()"),
  },
  {
    found: "a picture (JPEG)",
    is: (head) => begins(head, 0xff, 0xd8, 0xff),
    advice: () =>
      "JPEG changes colours to save space: get the picture as PNG, or better the numbers behind it",
  },
  {
    found: "JSON",
    is: (_, text) => /^\s*(\{\s*("|\})|\[)[\t\n\r -~]*$/.test(text),
    advice: (name) =>
      `write one frame a line, as CSV: \`jq -r '.[] | @csv' ${name}\` does that for an array of arrays`,
  },
];

/** What is known of files that begin like this, and are of no format that a reader knows; undefined where nothing is. */
export function foreign(head: Uint8Array, name: string): Foreign | undefined {
  const text = String.fromCharCode(...head.subarray(0, TELLING));
  const kind = KINDS.find(({ is }) => is(head, text));
  return kind && { found: kind.found, advice: kind.advice(name) };
}

/** Protocols 2 to 5: what follows their number is a frame, or begins an object, a list, a dictionary or a tuple. */
function isPickle(head: Uint8Array, text: string): boolean {
  const protocol = head[1]!;
  if (head[0] !== 0x80 || protocol < 2 || protocol > 5) return false;
  return protocol >= 4 ? head[2] === 0x95 : "c]}(".includes(text[2]!);
}

function begins(head: Uint8Array, ...bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => head[i] === byte);
}
