import { posix } from "node:path";
import type { HousePackage } from "./packages.ts";

/**
 * Who may stand on whom. Arrows point one way: apps on everything, plugins on the contract and on helpers that stand
 * on the contract, methods on core, core on nothing of ours.
 */
const mayUse: Readonly<Record<string, readonly string[]>> = {
  "packages/core": [],
  "packages/text": ["@unspectro/core"],
  "packages/deflate": ["@unspectro/core"],
  "packages/io": ["@unspectro/core"],
  "packages/audio": ["@unspectro/core"],
  "packages/waterfall": ["@unspectro/core"],
  "packages/engine": ["@unspectro/core"],
  "packages/identify": ["@unspectro/core"],
  "packages/retrieval": ["@unspectro/core"],
  "packages/duals": ["@unspectro/core"],
  "packages/conformance": ["@unspectro/core"],
  // What our programs share: it composes the readers, as an app does, and no library stands on it.
  "packages/inputs": [
    "@unspectro/core",
    "@unspectro/audio",
    ...["raw", "npy", "csv", "hdf5", "matlab", "png"].map((reader) => `@unspectro/${reader}`),
  ],
  "plugins/*": ["@unspectro/core", "@unspectro/text", "@unspectro/deflate", "@unspectro/waterfall"],
};

/** These see of core only its contract, so that a reader's bundle holds no FFT. */
const contractOnly = (folder: string): boolean =>
  folder.startsWith("plugins/") ||
  ["packages/text", "packages/deflate", "packages/io", "packages/conformance"].includes(folder);

/** Of a helper that holds more than they need, plugins see this part. */
const partFor: Readonly<Record<string, string>> = {
  "@unspectro/core": "@unspectro/core/plugin",
  "@unspectro/waterfall": "@unspectro/waterfall/colourmaps",
};

/** What the contract's own module may be made of. */
const contractFolders = ["src/contract/"];

/** Files that may know Node: those named for it. Everything else runs in a browser too. */
const knowsNode = (path: string): boolean => /(^|\/)node(\/|\.ts$)/.test(path);

/** Every breach of the house's arrows, one sentence each. */
export function violations(house: readonly HousePackage[]): readonly string[] {
  return house.flatMap((pack) => [...dependencyBreaches(pack, house), ...sourceBreaches(pack)]);
}

function dependencyBreaches(pack: HousePackage, house: readonly HousePackage[]): string[] {
  const ours = new Map(house.map((other) => [other.name, other]));
  return pack.dependencies
    .filter((name) => ours.has(name) && !allowed(pack, name))
    .map((name) => `${pack.folder} must not depend on ${name}`);
}

function allowed(pack: HousePackage, name: string): boolean {
  if (pack.folder.startsWith("apps/")) return name !== "unspectro" && name !== "@unspectro/web";
  const rule = mayUse[pack.folder] ?? mayUse[`${pack.folder.split("/")[0]}/*`];
  if (rule === undefined) return false;
  return rule.includes(name);
}

function sourceBreaches(pack: HousePackage): string[] {
  const breaches: string[] = [];
  for (const source of pack.sources) {
    const at = `${pack.folder}/${source.path}`;
    for (const name of source.imports) {
      if (name.startsWith("node:") && !pack.folder.startsWith("apps/") && !knowsNode(source.path)) {
        breaches.push(`${at} must not import ${name}: only files named for Node may know it`);
      }
      if (name.startsWith("@unspectro/") && packageOf(name) !== pack.name) {
        if (!pack.dependencies.includes(packageOf(name))) breaches.push(`${at} imports ${name}, undeclared`);
        const part = contractOnly(pack.folder) ? partFor[packageOf(name)] : undefined;
        if (part !== undefined && name !== part) breaches.push(`${at} must import ${part}, not ${name}`);
      }
    }
  }
  if (pack.folder === "packages/core") breaches.push(...contractBreaches(pack));
  return breaches;
}

/** What `@unspectro/core/plugin` reaches, followed file by file. */
function contractBreaches(core: HousePackage): string[] {
  const sources = new Map(core.sources.map((source) => [source.path, source]));
  const seen = new Set<string>();
  const queue = ["src/plugin.ts"];
  const breaches: string[] = [];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    if (path !== "src/plugin.ts" && !contractFolders.some((folder) => path!.startsWith(folder))) {
      breaches.push(
        `packages/core/src/plugin.ts must not reach ${path}: a reader's bundle holds no mathematics`,
      );
    }
    for (const name of sources.get(path)?.imports ?? []) {
      if (name.startsWith(".")) queue.push(posix.join(posix.dirname(path), name));
      else breaches.push(`packages/core/${path} must not import ${name}: the contract stands alone`);
    }
  }
  return breaches;
}

/** `@unspectro/core/plugin` belongs to `@unspectro/core`. */
function packageOf(name: string): string {
  return name.split("/").slice(0, 2).join("/");
}
