import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, test } from "vitest";
import { root, useDesk } from "./desk.ts";
import { cutBand } from "./made.ts";
import { choose, fixture, ready, speech } from "./page.ts";

/** The pictures of docs/page.md, made anew: `pnpm --filter @unspectro/web pictures`. */
const desk = useDesk(["--force-color-profile=srgb"]);

const WIDE = { width: 1280, height: 860 };
const SMALL = { width: 1100, height: 680 };

async function opened(options: BrowserContextOptions): Promise<Page> {
  return (await desk.open({ reducedMotion: "reduce", ...options })).page;
}

async function picture(page: Page, name: string): Promise<void> {
  // a picture without words has this many bytes at the most
  const png = await page.screenshot({ path: join(root, "docs", "page", `${name}.png`) });
  expect(png.length).toBeGreaterThan(10_000);
}

async function boxOf(page: Page, part: string): Promise<{ x: number; y: number; width: number }> {
  return (await page.locator(part).boundingBox())!;
}

test("the first page", async () => {
  await picture(await opened({ viewport: SMALL }), "start");
});

test("an archive of arrays without names", async () => {
  const page = await opened({ viewport: SMALL, colorScheme: "dark" });
  await page.locator('input[type="file"]').setInputFiles(fixture("take.npz"));
  await page.getByRole("heading", { name: "which arrays are meant?" }).waitFor();
  await picture(page, "choose");
});

test("a recording, part of it selected", async () => {
  const page = await opened({ viewport: WIDE });
  await choose(page, speech);
  await page.getByRole("button", { name: "Zoom in on frequencies" }).click();
  const strip = await boxOf(page, ".wave");
  await page.mouse.move(strip.x + 0.3 * strip.width, strip.y + 20);
  await page.mouse.down();
  await page.mouse.move(strip.x + 0.46 * strip.width, strip.y + 20, { steps: 4 });
  await page.mouse.up();
  const view = await boxOf(page, ".view__frame");
  await page.mouse.move(view.x + 0.56 * view.width, view.y + 300);
  await page.locator(".view__pointed", { hasText: "bin" }).waitFor();
  await picture(page, "recording");
});

test("phases", async () => {
  const page = await opened({ viewport: WIDE, colorScheme: "dark" });
  await choose(page, speech);
  await page.getByRole("combobox", { name: "Axis" }).selectOption("mel");
  await page.getByRole("button", { name: "Phases", exact: true }).click();
  for (let i = 0; i < 3; i++) await page.getByRole("button", { name: "Zoom in on frequencies" }).click();
  await page.getByRole("button", { name: "Zoom in", exact: true }).click();
  await picture(page, "phases");
});

test("magnitudes alone, on a phone", async () => {
  const viewport = { width: 390, height: 1000 };
  const page = await opened({ viewport, colorScheme: "dark", hasTouch: true, isMobile: true });
  await page.locator('input[type="file"]').setInputFiles(speech[0]!);
  await ready(page, 120_000);
  await page.getByText("Round 200 of 200").waitFor({ timeout: 120_000 });
  await page.locator(".wave").evaluate((wave) => wave.scrollIntoView());
  await picture(page, "estimated");
});

test("more than one answer", async () => {
  const page = await opened({ viewport: WIDE });
  await choose(page, await cutBand(desk.folder));
  await page.locator(".verdict__word", { hasText: "More than one answer" }).waitFor();
  await picture(page, "ambiguous");
});
