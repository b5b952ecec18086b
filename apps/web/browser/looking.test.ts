import { readFileSync } from "node:fs";
import type { BrowserContextOptions, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { useDesk } from "./desk.ts";
import { clip } from "./made.ts";
import { choose, downloaded, speech } from "./page.ts";

const desk = useDesk();

/** What is in view: seconds and hertz. */
interface Range {
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
}

async function rangeOf(page: Page): Promise<Range> {
  const words = await page.locator(".view__range").innerText();
  const [from, to, low, high] = (/^0:([\d.]+) to 0:([\d.]+), ([\d\s]+) to ([\d\s]+) Hz$/.exec(words) ?? [])
    .slice(1)
    .map((number) => Number(number.replace(/\s/g, "")));
  return { from: from!, to: to!, low: low!, high: high! };
}

async function opened(options: BrowserContextOptions = {}): Promise<Page> {
  const { page } = await desk.open({ reducedMotion: "reduce", ...options });
  await choose(page, speech);
  await page.locator(".view__range", { hasText: "0:00.0 to 0:03.0" }).waitFor();
  return page;
}

describe("the picture is enlarged and moved", () => {
  let page: Page;
  let middle: { x: number; y: number };
  beforeAll(async () => {
    page = await opened();
    const box = (await page.locator(".view__frame").boundingBox())!;
    middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  });

  test("in time by the wheel, in frequency with Alt or over the labels, in both by a pad's fingers", async () => {
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.wheel(0, -400);
    await expect.poll(async () => (await rangeOf(page)).to).toBeLessThan(2.5);
    expect(await rangeOf(page)).toMatchObject({ low: 0, high: 11025 });
    await page.keyboard.down("Alt");
    await page.mouse.wheel(0, -400);
    await page.keyboard.up("Alt");
    await expect.poll(async () => (await rangeOf(page)).high).toBeLessThan(9000);
    const near = await rangeOf(page);
    // What is under the pointer stays there.
    expect((near.low + near.high) / 2).toBeCloseTo(11025 / 2, -2);
    await page.mouse.move(middle.x - 360, middle.y);
    await page.mouse.wheel(0, -200);
    await expect.poll(async () => (await rangeOf(page)).high).toBeLessThan(near.high);
    expect((await rangeOf(page)).to).toBe(near.to);
    await page.mouse.move(middle.x, middle.y);
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, 2000);
    await page.keyboard.up("Control");
    await expect.poll(() => rangeOf(page)).toEqual({ from: 0, to: 3, low: 0, high: 11025 });
  });

  test("by buttons and keys, up and down too", async () => {
    await page.getByRole("button", { name: "Zoom in on frequencies" }).click();
    // Two thirds of what people look for is at the lower end.
    await expect.poll(() => rangeOf(page)).toEqual({ from: 0, to: 3, low: 0, high: 5513 });
    await page.locator(".view__frame").focus();
    await page.keyboard.press("ArrowUp");
    await expect.poll(async () => (await rangeOf(page)).low).toBe(689);
    await page.keyboard.press("Shift+ArrowUp");
    await expect.poll(async () => (await rangeOf(page)).high).toBeLessThan(6000);
    await page.keyboard.press("Shift+ArrowRight");
    await expect.poll(async () => (await rangeOf(page)).to).toBeLessThan(2.8);
    await page.keyboard.press("0");
    await expect.poll(() => rangeOf(page)).toEqual({ from: 0, to: 3, low: 0, high: 11025 });
  });

  test.each(["log", "mel"])("on a %s axis the cursor reads what stands under it", async (scale) => {
    await page.getByRole("combobox", { name: "Axis" }).selectOption(scale);
    await page.getByRole("button", { name: "Zoom in on frequencies" }).click();
    await expect.poll(async () => (await rangeOf(page)).high).toBeLessThan(6000);
    const { low, high } = await rangeOf(page);
    const read = async (share: number): Promise<number> => {
      const box = (await page.locator(".view__frame").boundingBox())!;
      await page.mouse.move(middle.x, box.y + box.height * (1 - share));
      let hertz = 0;
      await expect
        .poll(async () => {
          const words = await page.locator(".view__pointed").innerText();
          hertz = Number(/· ([\d\s]+) Hz/.exec(words)?.[1]?.replace(/\s/g, ""));
          return hertz;
        })
        .toBeGreaterThanOrEqual(0);
      return hertz;
    };
    const half = scale === "log" ? Math.sqrt(low * high) : (low + high) / 2;
    const got = await read(0.5);
    // Below the middle of a linear axis, within a bin of where a log axis says.
    if (scale === "log") expect(Math.abs(got - half)).toBeLessThan(22);
    else expect(got).toBeLessThan(half);
    await page.getByRole("button", { name: "All", exact: true }).click();
    await page.getByRole("combobox", { name: "Axis" }).selectOption("linear");
  });
});

test("two fingers spread what lies between them, across and up", async () => {
  const page = await opened({ hasTouch: true, viewport: { width: 390, height: 800 }, isMobile: true });
  const box = (await page.locator(".view__frame").boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const session = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", points: readonly [number, number][]) =>
    session.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: points.map(([px, py], id) => ({ x: px, y: py, id })),
    });
  const spread = async (dx: number, dy: number): Promise<void> => {
    const at = (share: number): [number, number][] => [
      [x - dx * share, y - dy * share],
      [x + dx * share, y + dy * share],
    ];
    await touch("touchStart", at(0.5));
    for (let step = 6; step <= 10; step++) await touch("touchMove", at(step / 10));
    await touch("touchEnd", []);
  };
  await spread(140, 2);
  await expect.poll(async () => (await rangeOf(page)).to).toBeLessThan(2.6);
  const wide = await rangeOf(page);
  expect(wide.to - wide.from).toBeCloseTo(1.5, 0);
  expect(wide).toMatchObject({ low: 0, high: 11025 });
  await spread(2, 120);
  await expect.poll(async () => (await rangeOf(page)).high).toBeLessThan(9000);
  const tall = await rangeOf(page);
  expect([tall.from, tall.to]).toEqual([wide.from, wide.to]);
  expect((tall.high - tall.low) / 11025).toBeCloseTo(0.5, 1);
  await page.context().close();
});

describe("motion", () => {
  /** How many different views were shown after one press of a key. */
  async function steps(reducedMotion: "reduce" | "no-preference"): Promise<number> {
    const page = await opened({ reducedMotion });
    await page.locator(".view__frame").focus();
    await page.evaluate(() => {
      const range = document.querySelector(".view__range")!;
      const seen: string[] = [];
      Object.assign(globalThis, { seen });
      new MutationObserver(() => seen.push(range.textContent ?? "")).observe(range, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    });
    await page.keyboard.press("Shift+ArrowUp");
    await expect.poll(async () => (await rangeOf(page)).high).toBe(7717);
    await page.waitForTimeout(200);
    const seen = await page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen.length);
    await page.context().close();
    return seen;
  }

  test("helps the eye to follow", async () => {
    expect(await steps("no-preference")).toBeGreaterThan(2);
  });

  test("is left out for those who want none", async () => {
    expect(await steps("reduce")).toBe(1);
  });
});

describe("the picture that is downloaded", () => {
  /** The brightest row of the picture in a PNG, as a share of its height, at some places across; decoded by the browser. */
  async function brightest(path: string, places: readonly number[]): Promise<number[]> {
    const page = await desk.browser.newPage();
    const source = `data:image/png;base64,${readFileSync(path).toString("base64")}`;
    const found = await page.evaluate(
      async ({ source, places }) => {
        const image = new Image();
        image.src = source;
        await image.decode();
        const canvas = document.createElement("canvas");
        const { width, height } = Object.assign(canvas, { width: image.width, height: image.height });
        const context = canvas.getContext("2d")!;
        context.drawImage(image, 0, 0);
        const { data } = context.getImageData(0, 0, width, height);
        const light = (x: number, y: number): number => {
          const at = 4 * (y * width + x);
          return data[at]! + data[at + 1]! + data[at + 2]!;
        };
        // The picture is 1600 x 512 and stands in white paper with axes.
        const isPicture = (x: number, y: number): boolean => light(x, y) !== 3 * 255;
        const run = (length: number, is: (i: number) => boolean): boolean =>
          Array.from({ length }, (_, i) => i).every(is);
        let [left, top] = [0, 0];
        while (!run(1600, (i) => isPicture(left + i, height >> 1))) left++;
        while (!run(512, (i) => isPicture(left + 800, top + i))) top++;
        return places.map((place) => {
          const x = left + Math.floor(place * 1600);
          let best = 0;
          for (let y = 1; y < 512; y++) if (light(x, top + y) > light(x, top + best)) best = y;
          return 1 - (best + 0.5) / 512;
        });
      },
      { source, places },
    );
    await page.close();
    return found;
  }

  test("shows the tones where they are, and only what is in view", async () => {
    const { page } = await desk.open({ reducedMotion: "reduce" });
    // A tone that rises from 200 to 1400 Hz, every two seconds.
    await choose(page, await clip(desk.folder, 4));
    const picture = (): Promise<string> => downloaded(page, "Picture (PNG)", desk);
    const places = [0.1, 0.2, 0.4, 0.6, 0.9];
    const tones = places.map((place) => 200 + 600 * ((4 * place) % 2));
    for (const [i, share] of (await brightest(await picture(), places)).entries())
      expect(Math.abs(share * 11025 - tones[i]!)).toBeLessThan(60);
    for (let i = 0; i < 2; i++) await page.getByRole("button", { name: "Zoom in on frequencies" }).click();
    await expect.poll(async () => (await rangeOf(page)).high).toBe(2756);
    for (const [i, share] of (await brightest(await picture(), places)).entries())
      expect(Math.abs(share * 2756 - tones[i]!)).toBeLessThan(30);
    await page.context().close();
  });
});
