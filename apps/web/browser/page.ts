import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Download, Page } from "playwright-core";
import { type Desk, root } from "./desk.ts";

export const speech: readonly string[] = ["spectrogram", "phases"].map((name) =>
  join(root, "examples", "speech", name),
);

/** Half a second of speech in some format: see fixtures/make.py. */
export function fixture(name: string): string {
  return join(dirname(fileURLToPath(import.meta.url)), "fixtures", name);
}

/** Chooses files, as in the system's own dialogue, and waits until their sound is ready. */
export async function choose(page: Page, files: readonly string[]): Promise<void> {
  await page.locator('input[type="file"]').setInputFiles([...files]);
  await ready(page);
}

/** Until all of the sound is made. */
export async function ready(page: Page, timeout = 45_000): Promise<void> {
  await page.locator('html[data-sound="ready"]').waitFor({ timeout });
}

/** Presses a button and takes what it gives. */
export async function downloaded(page: Page, name: string, desk: Desk): Promise<string> {
  const [given] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name }).click(),
  ]);
  return saved(given, desk);
}

async function saved(given: Download, { folder }: Desk): Promise<string> {
  const path = join(folder, `${Date.now()}-${given.suggestedFilename()}`);
  await given.saveAs(path);
  return path;
}
