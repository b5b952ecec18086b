import type { Resolution } from "@unspectro/core";
import type { FrameSource } from "@unspectro/core/plugin";
import { fileSink } from "@unspectro/io/node";

/** What stands in a report about an array that was read. */
export function describeSource(source: FrameSource): Readonly<Record<string, unknown>> {
  const { name, format, shape, element, complex, channels, notes } = source;
  return { name, format, shape, element, complex, channels, notes };
}

/** The convention as it was used, and where each field came from. `--convention` takes a report back. */
export function describeConvention({
  convention,
  fields,
  cautions,
}: Resolution): Readonly<Record<string, unknown>> {
  return { convention, fields, cautions };
}

/** Writes an account of a run. */
export async function writeReport(path: string, report: Readonly<Record<string, unknown>>): Promise<void> {
  await writeText(path, `${JSON.stringify(report, null, 2)}\n`);
}

/** Writes a text, whole or not at all. */
export async function writeText(path: string, text: string): Promise<void> {
  const sink = fileSink(path);
  try {
    await sink.write(new TextEncoder().encode(text));
    await sink.close();
  } catch (error) {
    await sink.abort();
    throw error;
  }
}
