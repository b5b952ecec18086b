import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { copied, soundOfCode, soundOfCommand } from "./again.ts";
import { useDesk } from "./desk.ts";
import { alike, cutBand } from "./made.ts";
import { choose, downloaded, ready } from "./page.ts";

const desk = useDesk();

describe("files that two conventions explain", () => {
  test("the rival stands under the verdict, is tried by a button, and taken back by another", async () => {
    const { page } = await desk.open();
    await choose(page, await cutBand(desk.folder));
    expect(await page.locator(".verdict").innerText()).toContain("More than one answer");
    const [rival] = await page.locator(".other p").allInnerTexts();
    expect(rival).toMatch(/^Or: FFT size 400 with hop 100 at a lower sample rate, .*; .*\.$/);
    const size = page.getByLabel("FFT size", { exact: true });
    expect(await size.inputValue()).toBe("512");
    const time = page.locator(".transport__time");
    const before = await time.innerText();
    await page.getByRole("button", { name: "Try it" }).click();
    await expect.poll(() => size.inputValue()).toBe("400");
    await ready(page);
    await expect.poll(() => time.innerText()).not.toBe(before);
    await page.getByRole("button", { name: "Undo changes" }).click();
    await expect.poll(() => size.inputValue()).toBe("512");
  });
});

describe("files that only their numbers tell apart", () => {
  test("phases come first: command and code pair them as the page does", async () => {
    const { page } = await desk.open();
    const files = await alike(desk.folder);
    await choose(page, files);
    expect(await page.locator(".verdict").innerText()).toContain("Identified");
    expect(await page.locator(".file").allInnerTexts()).toEqual([
      expect.stringMatching(/^b\.npy\s+magnitudes/),
      expect.stringMatching(/^a\.npy\s+phases/),
    ]);
    const given = readFileSync(await downloaded(page, "Download WAV", desk));
    const command = await copied(page, "Copy command");
    expect(command).toMatch(/^unspectro b\.npy a\.npy --ordered /);
    expect((await soundOfCommand(desk.folder, command, files)).equals(given)).toBe(true);
    const code = await copied(page, "Copy code");
    expect((await soundOfCode(desk.folder, code, files)).equals(given)).toBe(true);
  });
});
