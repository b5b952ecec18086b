import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const root: string = fileURLToPath(new URL("../..", import.meta.url));

/** A workspace package as the rules of the house see it: plain data, so that a test can plant a violation in it. */
export interface HousePackage {
  /** Relative to the root: `packages/core`. */
  readonly folder: string;
  readonly name: string;
  /** Names under `dependencies` and `peerDependencies`. */
  readonly dependencies: readonly string[];
  /** `exports`, or undefined where nothing is exported. */
  readonly exports: Readonly<Record<string, unknown>> | undefined;
  readonly private: boolean;
  readonly sources: readonly HouseSource[];
}

/** One file under src/ and what it imports. */
export interface HouseSource {
  /** Relative to the package: `src/plugin.ts`. */
  readonly path: string;
  readonly imports: readonly string[];
}

/** Every package under packages/, plugins/ and apps/, read from disk. */
export function readHouse(): readonly HousePackage[] {
  return ["packages", "plugins", "apps"].flatMap((home) =>
    readdirSync(join(root, home)).map((entry) => readPackage(`${home}/${entry}`)),
  );
}

function readPackage(folder: string): HousePackage {
  const manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
  const sources = filesUnder(join(root, folder, "src"))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => ({
      path: relative(join(root, folder), file),
      imports: importsOf(readFileSync(file, "utf8")),
    }));
  return {
    folder,
    name: manifest.name,
    dependencies: Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }),
    exports: manifest.exports,
    private: manifest.private === true,
    sources,
  };
}

/** Every file below a folder, dist and node_modules apart; none where there is no such folder. */
export function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === "node_modules" || entry.name === "dist") return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

/** The module names that a text imports: `from "x"`, `import "x"`, `import("x")`. Comments do not count. */
export function importsOf(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  return [...code.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)["']([^"'\n]+)["']/g)].map((match) => match[1]!);
}
