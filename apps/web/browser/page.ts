import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type Download,
  type Page,
} from "playwright-core";
import { serve } from "./serve.ts";

const here = dirname(fileURLToPath(import.meta.url));
export const root: string = join(here, "..", "..", "..");
export const built: string = join(here, "..", "dist");
export const speech: readonly string[] = ["spectrogram", "phases"].map((name) =>
  join(root, "examples", "speech", name),
);

/** Half a second of speech in some format: see fixtures/make.py. */
export function fixture(name: string): string {
  return join(here, "fixtures", name);
}

/** The page, open in a browser. */
export interface OpenPage {
  readonly page: Page;
  /** Everything that was asked of the network, and what the console said. */
  readonly requests: string[];
  readonly complaints: string[];
}

/** A browser, a server of the built page, and a folder of this test's own. */
export interface Desk {
  readonly browser: Browser;
  readonly folder: string;
  open(options?: BrowserContextOptions): Promise<OpenPage>;
  close(): Promise<void>;
}

export async function createDesk(args: readonly string[] = []): Promise<Desk> {
  const server = await serve(built);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", ...args],
  });
  const folder = mkdtempSync(join(tmpdir(), "unspectro-page-"));
  return {
    browser,
    folder,
    async open(options = {}) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        serviceWorkers: "block",
        ...options,
      });
      const page = await context.newPage();
      const requests: string[] = [];
      const complaints: string[] = [];
      context.on("request", (request) => requests.push(request.url()));
      page.on("console", (message) => {
        // Tests that are not about it go without the service worker, and the driver says so.
        if (message.text().includes("Service Worker registration blocked")) return;
        if (["error", "warning"].includes(message.type())) complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(error.message));
      await page.goto(server.url);
      await page.locator(".drop").waitFor();
      return { page, requests, complaints };
    },
    async close() {
      await browser.close();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
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
