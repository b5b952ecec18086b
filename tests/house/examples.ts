import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { filesUnder, root } from "./packages.ts";

/** A piece of code that a reader may copy. */
export interface Example {
  /** Where it stands: `packages/core/src/contract/errors.ts:4`. */
  readonly place: string;
  readonly language: string;
  /** What stands after the language: `run` where a test is to run it. */
  readonly wish: string;
  readonly code: string;
}

/** The `ts` examples of doc comments, of all packages. */
export function docExamples(): readonly Example[] {
  const sources = ["packages", "plugins"].flatMap((home) => filesUnder(join(root, home)));
  return sources
    .filter((file) => /\/src\/.*\.ts$/.test(file))
    .flatMap((file) => {
      const text = readFileSync(file, "utf8");
      return [...text.matchAll(/\/\*\*(?:(?!\*\/)[\s\S])*?@example[\s\S]*?\*\//g)].flatMap((comment) => {
        const bare = comment[0].replace(/^[ \t]*\* ?/gm, "");
        return blocks(bare, relative(root, file), lineOf(text, comment.index));
      });
    })
    .filter(({ language }) => language === "ts");
}

/** The blocks of every document that are marked `run`. */
export function documentExamples(): readonly Example[] {
  return filesUnder(root)
    .filter((file) => file.endsWith(".md") && !file.includes("/.") && !file.includes("CHANGELOG"))
    .flatMap((file) => blocks(readFileSync(file, "utf8"), relative(root, file), 1))
    .filter(({ wish }) => wish === "run");
}

function blocks(text: string, file: string, firstLine: number): Example[] {
  return [...text.matchAll(/^```(\w+)(?: (\w+))?\n([\s\S]*?)^```/gm)].map(
    ([, language, wish = "", code], i, all) => ({
      place: `${file}:${firstLine + lineOf(text, all[i]!.index) - 1}`,
      language: language!,
      wish,
      code: code!,
    }),
  );
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}

/** What an example says it prints: the comments behind its calls of console.log. */
export function promises(code: string): string[] {
  return [...code.matchAll(/console\.log\(.*\);? *\/\/ (.*)$/gm)].map((match) => match[1]!);
}
