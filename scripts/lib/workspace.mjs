import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** The folders that hold packages, as in pnpm-workspace.yaml. */
const homes = ["packages", "plugins", "apps", "tools"];

/** Every workspace package as { folder, manifest }, folders relative to the root. */
export function workspacePackages() {
  const found = [];
  for (const home of homes) {
    for (const entry of list(join(root, home))) {
      const manifest = readJson(join(root, home, entry.name, "package.json"));
      if (manifest !== undefined) found.push({ folder: `${home}/${entry.name}`, manifest });
    }
  }
  return found;
}

/** A JSON file, or undefined where there is none. */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

/** What the lockfile says, in short: installing again is needed when it changes. */
export function dependenciesFingerprint() {
  return createHash("sha256")
    .update(readFileSync(join(root, "pnpm-lock.yaml")))
    .digest("hex")
    .slice(0, 16);
}

/** Names, sizes and times of every file a build reads: building again is needed when it changes. Takes milliseconds. */
export function sourcesFingerprint() {
  const hash = createHash("sha256");
  for (const { folder } of workspacePackages()) {
    for (const file of filesUnder(join(root, folder))) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${relative(root, file)} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest("hex").slice(0, 16);
}

/** What was set up last: kept inside node_modules, so that deleting those forgets it. */
const stampFile = join(root, "node_modules", ".cache", "unspectro", "setup.json");

export function readStamp() {
  return readJson(stampFile) ?? {};
}

export function writeStamp(stamp) {
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, JSON.stringify(stamp));
}

const unread = new Set(["node_modules", "dist", "test", "coverage", ".turbo"]);

function* filesUnder(folder) {
  for (const entry of list(folder)) {
    if (unread.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesUnder(path);
    else if (entry.isFile()) yield path;
  }
}

function list(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}
