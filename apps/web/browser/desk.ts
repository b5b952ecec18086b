import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { serve } from "./serve.ts";

const here = dirname(fileURLToPath(import.meta.url));
export const root: string = join(here, "..", "..", "..");
export const built: string = join(here, "..", "dist");

/** Milliseconds that a browser has to close: it takes some tens. */
const CLOSING = 10_000;

/** The page, open in a browser. */
export interface OpenPage {
  readonly page: Page;
  /** Everything that was asked of the network, and what the console said. */
  readonly requests: string[];
  readonly complaints: string[];
}

/** A browser, a server of the built page, and a folder, for the tests of one file. */
export interface Desk {
  readonly browser: Browser;
  readonly folder: string;
  open(options?: BrowserContextOptions): Promise<OpenPage>;
}

interface RunningDesk extends Desk {
  /** Ends the browser whatever it is doing: what waits for it fails at once. */
  kill(): void;
  close(): Promise<void>;
}

/**
 * The desk of a test file, there before its tests and gone after them. A test that has waited in vain takes its browser
 * with it: the tests after it fail at once and by name, instead of waiting as long each.
 */
export function useDesk(args: readonly string[] = []): Desk {
  let desk: RunningDesk | undefined;
  beforeAll(async () => {
    desk = await createDesk(args);
  });
  afterEach(({ task }) => {
    if (task.result?.errors?.some(({ message }) => /^Test timed out/.test(message))) desk?.kill();
  });
  afterAll(() => desk?.close());
  return {
    get browser() {
      return desk!.browser;
    },
    get folder() {
      return desk!.folder;
    },
    open: (options) => desk!.open(options),
  };
}

async function createDesk(args: readonly string[]): Promise<RunningDesk> {
  const server = await serve(built);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", ...args],
  });
  const id = await processOf(browser);
  const folder = mkdtempSync(join(tmpdir(), "unspectro-page-"));
  const kill = (): void => {
    if (browser.isConnected()) process.kill(id, "SIGKILL");
  };
  return {
    browser,
    folder,
    kill,
    open: (options = {}) => openPage(browser, server.url, options),
    async close() {
      const late = setTimeout(kill, CLOSING);
      await browser.close();
      clearTimeout(late);
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openPage(browser: Browser, url: string, options: BrowserContextOptions): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    serviceWorkers: "block",
    ...options,
  });
  await context.addInitScript(noteCopies);
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
  await page.goto(url);
  await page.locator(".drop").waitFor();
  return { page, requests, complaints };
}

/** Runs in the page: what it copies is noted in the document. The system's clipboard is everybody's, and may ask first. */
function noteCopies(): void {
  const writeText = async (text: string): Promise<void> => {
    document.documentElement.dataset.copied = text;
  };
  Object.assign(navigator.clipboard ?? {}, { writeText });
}

async function processOf(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo.find(({ type }) => type === "browser")!.id;
}
