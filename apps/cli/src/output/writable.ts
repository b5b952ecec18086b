import { statSync } from "node:fs";
import { fileSink } from "@unspectro/io/node";
import { UsageError } from "../usage.ts";

/** Flags that name a file to be written. */
const OUTPUTS = ["output", "report", "picture", "draw"] as const;

/**
 * Refuses at once what could only fail when all the work is done: an output in no folder, or where nobody may write.
 *
 * @throws IoError `not-written`
 */
export function checkOutputs(values: Readonly<Record<string, unknown>>): void {
  for (const name of OUTPUTS) {
    const value = values[name];
    for (const path of Array.isArray(value) ? value : [value])
      if (typeof path === "string" && path !== "-") checkWritable(path);
  }
}

function checkWritable(path: string): void {
  const there = statSync(path, { throwIfNoEntry: false });
  // to open a pipe is to be read from
  const special = there !== undefined && !there.isFile() && !there.isDirectory();
  if (!special) void fileSink(path).abort();
}

const OTHER_SOUND = /\.(mp3|flac|ogg|oga|opus|m4a|aac|wma|aiff?|caf|mp4|webm)$/i;

/**
 * Sound is written as WAV: under another format's name nothing could play it.
 *
 * @throws UsageError
 */
export function checkSoundName(path: string): void {
  const [ending] = OTHER_SOUND.exec(path) ?? [];
  if (ending === undefined) return;
  const wav = `${path.slice(0, -ending.length)}.wav`;
  throw new UsageError(
    `sound is written as WAV, and ${path} names another format: -o ${wav}, then \`ffmpeg -i ${wav} ${path}\``,
  );
}
