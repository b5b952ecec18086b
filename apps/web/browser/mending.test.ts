import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { copied, soundOfCode, soundOfCommand } from "./again.ts";
import { useDesk } from "./desk.ts";
import { damaged, halves } from "./made.ts";
import { choose, downloaded, fixture, ready, speech } from "./page.ts";

const desk = useDesk();

const bytes: readonly string[] = ["bytes.npy", "angles.npy"].map(fixture);
const words = (page: Page): Promise<string> => page.locator(".mending").innerText();

describe("8-bit decibels, cut off at a floor", () => {
  test("are mended: WAV, command, code and the program that is told nothing agree byte for byte", async () => {
    const { page, complaints } = await desk.open();
    await choose(page, bytes);
    await expect
      .poll(() => words(page))
      .toMatch(
        /^Mended within what the numbers leave open\.\s+8-bit magnitudes, 14\.7 % of them at their floor/,
      );
    const given = readFileSync(await downloaded(page, "Download WAV", desk));
    const command = await copied(page, "Copy command");
    expect(command).toMatch(/^unspectro bytes\.npy angles\.npy (?!.*--quick)/);
    expect((await soundOfCommand(desk.folder, command, bytes)).equals(given)).toBe(true);
    expect((await soundOfCode(desk.folder, await copied(page, "Copy code"), bytes)).equals(given)).toBe(true);
    const untold = "unspectro bytes.npy angles.npy -o sound.wav";
    expect((await soundOfCommand(desk.folder, untold, bytes)).equals(given)).toBe(true);

    await page.getByRole("button", { name: "Leave them as they are" }).click();
    await expect.poll(() => words(page)).toMatch(/^Left as the files have them/);
    await ready(page);
    const plain = readFileSync(await downloaded(page, "Download WAV", desk));
    expect(plain.equals(given)).toBe(false);
    const quick = await copied(page, "Copy command");
    expect(quick).toContain(" --quick ");
    expect((await soundOfCommand(desk.folder, quick, bytes)).equals(plain)).toBe(true);
    expect((await soundOfCode(desk.folder, await copied(page, "Copy code"), bytes)).equals(plain)).toBe(true);

    await page.getByRole("button", { name: "Mend them" }).click();
    await expect.poll(() => words(page)).toMatch(/^Mended within/);
    await ready(page);
    expect(readFileSync(await downloaded(page, "Download WAV", desk)).equals(given)).toBe(true);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe("a minute in half precision", () => {
  test("is heard while it is mended, goes on where it was, and can be left as it is", {
    timeout: 150_000,
  }, async () => {
    const { page } = await desk.open();
    await page.locator('input[type="file"]').setInputFiles([...(await halves(desk.folder, 60))]);
    await page.locator('html[data-sound="mending"]').waitFor({ timeout: 45_000 });
    expect(await words(page)).toMatch(
      /^The numbers are coarse: mending them…\s+\d+ %[\s\S]*You can listen meanwhile/,
    );
    expect(await page.getByRole("button", { name: "Download WAV" }).isDisabled()).toBe(true);
    const place = page.locator(".transport__place");
    const time = (): Promise<number> =>
      place.evaluate((slider) => (slider as HTMLInputElement).valueAsNumber);
    await place.fill("900000");
    await page.getByRole("button", { name: "Play", exact: true }).click();
    await expect.poll(time).toBeGreaterThan(904_000);
    const places: number[] = [];
    const done = async (): Promise<boolean> => {
      places.push(await time());
      return (await page.locator("html").getAttribute("data-sound")) === "ready";
    };
    await expect.poll(done, { timeout: 100_000, interval: 100 }).toBe(true);
    for (let i = 0; i < 5; i++) await done();
    for (let i = 1; i < places.length; i++) expect(places[i]).toBeGreaterThanOrEqual(places[i - 1]!);
    expect(await words(page)).toMatch(/^Mended within/);

    // once more, and enough of it
    await page.getByRole("button", { name: "Leave them as they are" }).click();
    await ready(page);
    await page.getByRole("button", { name: "Mend them" }).click();
    await page.locator('html[data-sound="mending"]').waitFor();
    await page.getByRole("button", { name: "Leave them as they are" }).click();
    await ready(page, 10_000);
    expect(await words(page)).toMatch(/^Left as the files have them/);
    expect(await copied(page, "Copy command")).toContain(" --quick ");
    await page.context().close();
  });
});

describe("frames whose phases are wrong", () => {
  test("are made anew as the program does, and said so", async () => {
    const { page } = await desk.open();
    const files = damaged(desk.folder, speech);
    await choose(page, files);
    // what is only assumed is heard before what is found
    await expect
      .poll(() => words(page), { timeout: 45_000 })
      .toMatch(/^Phases mended\.\s+8 frames of 129 disagree with their neighbours/);
    await ready(page);
    const given = readFileSync(await downloaded(page, "Download WAV", desk));
    const command = await copied(page, "Copy command");
    expect(command).toMatch(/^unspectro retrieve /);
    const own = await soundOfCommand(desk.folder, command, files);
    expect(own.length).toBe(given.length);
    expect(farthest(own, given)).toBeLessThan(1e-3);
    await page.context().close();
  });
});

/** The largest difference of two 24-bit WAVs, of full scale. */
function farthest(a: Buffer, b: Buffer): number {
  const header = 44;
  let most = 0;
  for (let at = header; at + 3 <= a.length; at += 3)
    most = Math.max(most, Math.abs(a.readIntLE(at, 3) - b.readIntLE(at, 3)));
  return most / 2 ** 23;
}
