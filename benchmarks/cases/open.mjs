// Opens two files of any format that the repository reads, as a user's program would: content first, no hints.

import { findRawLayout, identify } from "../../packages/identify/dist/index.js";
import { fromPath } from "../../packages/io/dist/node.js";

const plugins = [];
for (const id of ["npy", "hdf5", "matlab", "png", "csv", "raw"]) {
  const module = await import(`../../plugins/${id}/dist/index.js`);
  const plugin = Object.values(module).find(
    (value) => typeof value === "object" && value !== null && "probe" in value,
  );
  if (plugin !== undefined) plugins.push(plugin);
}

async function pluginOf(bytes) {
  const head = new Uint8Array(Math.min(65536, bytes.size));
  await bytes.read(0, head);
  const ranked = plugins.map((plugin) => ({ plugin, claim: plugin.probe(head, bytes.name) }));
  ranked.sort((a, b) => b.claim - a.claim);
  return ranked[0].claim > 0.05 ? ranked[0].plugin : plugins.find((plugin) => plugin.id === "raw");
}

/** Every way worth trying to open two files: one, or several for headerless ones. Each is a function. */
async function waysToOpen(paths) {
  const bytes = paths.map(fromPath);
  const readers = await Promise.all(bytes.map(pluginOf));
  if (readers.every((reader) => reader.id !== "raw"))
    return [() => Promise.all(readers.map((reader, i) => reader.open(bytes[i])))];
  const raw = plugins.find((plugin) => plugin.id === "raw");
  const found = await findRawLayout(bytes[0], bytes[1]);
  return found.slice(0, 3).map(
    ({ layouts }) =>
      () =>
        Promise.all(bytes.map((file, i) => raw.open(file, { raw: layouts[i] }))),
  );
}

/**
 * The first way to open the files that identification can make sense of: the answer, and the pair with magnitudes first.
 */
export async function firstAnswer(paths) {
  let best;
  const ways = await waysToOpen(paths);
  // as much is spent on each as the program does
  const hasty = ways.length > 1 ? ways.map((open) => ({ open, hasty: true, share: 0.2 })) : [];
  const thorough = ways.map((open, rank) => ({ open, hasty: false, share: rank === 0 ? 1 : 0.5 }));
  for (const { open, ...thoroughness } of [...hasty, ...thorough]) {
    const [first, second] = await open();
    const found = await identify({ first, second, ...thoroughness });
    if (best === undefined || found.confidence > best.found.confidence) best = { found, first, second };
    if (best.found.verdict !== "unidentifiable") break;
  }
  if (best === undefined) throw new Error("no way to read these files was found");
  const { found, first, second } = best;
  const [magnitude, phase] = found.magnitude === 0 ? [first, second] : [second, first];
  return { found, pair: { magnitude, phase } };
}
