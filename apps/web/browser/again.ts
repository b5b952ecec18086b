import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Page } from "playwright-core";
import { root } from "./page.ts";

const program = join(root, "apps", "cli", "dist", "main.js");

/** Milliseconds after which a program that is still running has failed: nothing else can stop a test that waits for it. */
const PATIENCE = 60_000;

/** What the page copies when a button is pressed. */
export async function copied(page: Page, button: string): Promise<string> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await page.getByRole("button", { name: button }).click();
  await page.waitForFunction(async () => (await navigator.clipboard.readText()) !== "");
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Runs a copied command as its user would, in a folder with nothing but the files, and gives its sound.wav. */
export function soundOfCommand(folder: string, command: string, files: readonly string[]): Buffer {
  const desk = deskWith(folder, files);
  const bin = join(desk, "bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "unspectro"), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
  chmodSync(join(bin, "unspectro"), 0o755);
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
  execFileSync("sh", ["-c", command], { cwd: desk, env, stdio: "pipe", timeout: PATIENCE });
  return readFileSync(join(desk, "sound.wav"));
}

/** Runs a copied program beside installed packages, and gives its sound.wav. */
export function soundOfCode(folder: string, code: string, files: readonly string[]): Buffer {
  const desk = deskWith(folder, files);
  symlinkSync(join(root, "apps", "web", "node_modules"), join(desk, "node_modules"));
  writeFileSync(join(desk, "sound.mjs"), code);
  execFileSync(process.execPath, ["sound.mjs"], { cwd: desk, stdio: "pipe", timeout: PATIENCE });
  return readFileSync(join(desk, "sound.wav"));
}

function deskWith(folder: string, files: readonly string[]): string {
  const desk = mkdtempSync(join(folder, "again-"));
  for (const file of files) symlinkSync(file, join(desk, basename(file)));
  return desk;
}
