import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Page } from "playwright-core";
import { root } from "./desk.ts";

const program = join(root, "apps", "cli", "dist", "main.js");

/** Milliseconds after which a program that is still running has failed: it takes a second or two. */
const PATIENCE = 45_000;

/** What the page copies when a button is pressed. */
export async function copied(page: Page, button: string): Promise<string> {
  await page.locator("html").evaluate((html) => html.removeAttribute("data-copied"));
  await page.getByRole("button", { name: button }).click();
  return (await page.locator("html[data-copied]").getAttribute("data-copied"))!;
}

/** Runs a copied command as its user would, in a folder with nothing but the files, and gives its sound.wav. */
export async function soundOfCommand(
  folder: string,
  command: string,
  files: readonly string[],
): Promise<Buffer> {
  const desk = deskWith(folder, files);
  const bin = join(desk, "bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "unspectro"), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
  chmodSync(join(bin, "unspectro"), 0o755);
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
  await finished(command, "sh", ["-c", command], desk, env);
  return readFileSync(join(desk, "sound.wav"));
}

/** Runs a copied program beside installed packages, and gives its sound.wav. */
export async function soundOfCode(folder: string, code: string, files: readonly string[]): Promise<Buffer> {
  const desk = deskWith(folder, files);
  symlinkSync(join(root, "apps", "web", "node_modules"), join(desk, "node_modules"));
  writeFileSync(join(desk, "sound.mjs"), code);
  await finished("the copied code", process.execPath, ["sound.mjs"], desk, process.env);
  return readFileSync(join(desk, "sound.wav"));
}

/**
 * Runs a program to its end. One that stands still is killed with all that it started, for good: Node can stand still
 * while it ends, deaf to gentler signals (nodejs/node#54918).
 */
function finished(
  what: string,
  file: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (text: Buffer) => {
        said += text.toString();
      });
    let late = false;
    const watch = setTimeout(() => {
      late = true;
      process.kill(-child.pid!, "SIGKILL");
    }, PATIENCE);
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(watch);
      if (code === 0) return resolve();
      const how = late ? `had not ended after ${PATIENCE / 1000} s` : `ended with ${code}`;
      reject(new Error(`${what}\n${how}; it said:\n${said}`));
    });
  });
}

function deskWith(folder: string, files: readonly string[]): string {
  const desk = mkdtempSync(join(folder, "again-"));
  for (const file of files) symlinkSync(file, join(desk, basename(file)));
  return desk;
}
