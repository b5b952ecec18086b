import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type OpenPage, useDesk } from "./desk.ts";
import { clip, rows, sparse } from "./made.ts";

const desk = useDesk();

const MEBIBYTE = 2 ** 20;

/** Memory of all of the browser's processes that run pages, in MiB: proportional to what each has to itself. */
async function memory(): Promise<number> {
  const session = await desk.browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const renderers = processInfo.filter(({ type }) => type === "renderer");
  return renderers.reduce((sum, { id }) => sum + residentOf(id), 0) / MEBIBYTE;
}

function residentOf(pid: number): number {
  const anonymous = /^RssAnon:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return 1024 * Number(anonymous?.[1] ?? 0);
}

/** Milliseconds between the frames that the page shows while `act` goes on. */
async function intervals({ page }: OpenPage, act: () => Promise<void>): Promise<number[]> {
  const recording = page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const times: number[] = [];
        const tick = (time: number): void => {
          times.push(time);
          if (document.documentElement.dataset.measured === "done") resolve(times);
          else requestAnimationFrame(tick);
        };
        document.documentElement.dataset.measured = "now";
        requestAnimationFrame(tick);
      }),
  );
  await act();
  await page.evaluate(() => {
    document.documentElement.dataset.measured = "done";
  });
  const times = await recording;
  return times.slice(1).map((time, i) => time - times[i]!);
}

const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))]!;

test("30 seconds are heard soon after they are dropped", async () => {
  const files = await clip(desk.folder, 30);
  const { page } = await desk.open();
  await page.waitForTimeout(500);
  // As people do: a click, and the system's own dialogue.
  const [dialogue] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Choose files" }).click(),
  ]);
  const started = performance.now();
  await dialogue.setFiles([...files]);
  await page.locator(".transport__play:enabled").click({ timeout: 20_000 });
  await expect
    .poll(
      () => page.locator(".transport__place").evaluate((place) => (place as HTMLInputElement).valueAsNumber),
      {
        interval: 20,
      },
    )
    .toBeGreaterThan(0);
  const took = performance.now() - started;
  process.stderr.write(`time to first sound, 30 s clip: ${(took / 1000).toFixed(2)} s\n`);
  expect(await page.locator(".verdict").innerText()).toContain("Identified");
  expect(took).toBeLessThan(10_000);
  await page.context().close();
});

test("an hour scrolls smoothly", async () => {
  const frames = 155_040;
  const files = [
    sparse(join(desk.folder, "spectrogram.npy"), 1025, frames, 29),
    sparse(join(desk.folder, "phases.npy"), 1025, frames, frames),
  ];
  const open = await desk.open();
  const { page } = open;
  await page.locator('input[type="file"]').setInputFiles(files);
  // While it is still being drawn and worked out: that is when people begin to look around.
  await page.locator(".transport__play:enabled").waitFor({ timeout: 120_000 });
  const box = (await page.locator(".view__frame").boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  for (let i = 0; i < 6; i++) await page.mouse.wheel(0, -300);
  await page.waitForTimeout(300);
  const gaps = await intervals(open, async () => {
    for (let sweep = 0; sweep < 4; sweep++) {
      await page.mouse.move(x + 300, y);
      await page.mouse.down();
      await page.mouse.move(x - 300, y, { steps: 40 });
      await page.mouse.up();
    }
  });
  const median = quantile(gaps, 0.5);
  const slow = quantile(gaps, 0.95);
  process.stderr.write(
    `panning an hour: ${(1000 / median).toFixed(0)} frames a second, 95 % of frames within ${slow.toFixed(0)} ms\n`,
  );
  expect(gaps.length).toBeGreaterThan(30);
  expect(median).toBeLessThan(50);
  expect(slow).toBeLessThan(250);
  await page.context().close();
});

test("a pair of 4 GB each is opened in the memory of a small file, and the page stays awake", async () => {
  const frames = Math.floor(2 ** 32 / 4 / 1025);
  const files = [
    sparse(join(desk.folder, "big-spectrogram.npy"), 1025, frames, 997),
    sparse(join(desk.folder, "big-phases.npy"), 1025, frames, frames),
  ];
  const open = await desk.open();
  const { page } = open;
  const before = await memory();
  let most = before;
  const gaps = await intervals(open, async () => {
    await page.locator('input[type="file"]').setInputFiles(files);
    await page.locator(".transport__play:enabled").waitFor({ timeout: 120_000 });
    for (let i = 0; i < 8; i++) {
      await page.waitForTimeout(500);
      most = Math.max(most, await memory());
    }
  });
  process.stderr.write(
    `a pair of 4 GB each: ${(most - before).toFixed(0)} MiB more, longest frame ${quantile(gaps, 1).toFixed(0)} ms\n`,
  );
  expect(most - before).toBeLessThan(700);
  expect(quantile(gaps, 0.99)).toBeLessThan(250);
  await page.context().close();
});

test("phases of an hour stored row by row are seen soon", async () => {
  const frames = 155_040;
  const files = ["rows-spectrogram.npy", "rows-phases.npy"].map((name) =>
    rows(join(desk.folder, name), 1025, frames),
  );
  const { page } = await desk.open();
  await page.locator('input[type="file"]').setInputFiles(files);
  await page.locator(".transport__play:enabled").waitFor({ timeout: 120_000 });
  const started = performance.now();
  await page.getByRole("button", { name: "Phases", exact: true }).click();
  await page.waitForFunction(() => {
    const canvas = document.querySelector<HTMLCanvasElement>(".view__picture")!;
    const { data } = canvas.getContext("2d")!.getImageData(canvas.width / 2, 100, 1, 50);
    return data.some((value, i) => i % 4 < 3 && value > 8);
  });
  const took = performance.now() - started;
  process.stderr.write(`phases of an hour stored row by row: ${(took / 1000).toFixed(2)} s\n`);
  expect(took).toBeLessThan(10_000);
  await page.context().close();
});
