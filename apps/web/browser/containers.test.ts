import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { copied, soundOfCode, soundOfCommand } from "./again.ts";
import { type OpenPage, useDesk } from "./desk.ts";
import { downloaded, fixture, ready, speech } from "./page.ts";

const desk = useDesk();
let open: OpenPage;
beforeAll(async () => {
  open = await desk.open();
});

/** The audio that the fixtures were made of, less what no frame covers. */
const truth = samplesOf(readFileSync(fixture("truth.npy")), 128);

function samplesOf(bytes: Buffer, header: number): Float32Array {
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset + header, bytes.byteOffset + bytes.length));
}

/** The greatest difference of a float WAV from the truth; its first and last samples are weakly covered. */
function error(wav: Buffer): number {
  const data = wav.indexOf("data", 0, "latin1") + 8;
  const samples = samplesOf(wav, data);
  let most = 0;
  for (let n = 32; n < truth.length - 32; n++) most = Math.max(most, Math.abs(samples[n]! - truth[n]!));
  return most;
}

/** The energy of a WAV of 16 bits. */
function energyOf(wav: Buffer): number {
  let sum = 0;
  for (let at = 44; at < wav.length; at += 2) sum += wav.readInt16LE(at) ** 2;
  return sum;
}

async function drop(files: readonly string[]): Promise<void> {
  const another = open.page.getByRole("button", { name: "Open others" });
  if (await another.isVisible()) await another.click();
  await open.page.locator('input[type="file"]').setInputFiles([...files]);
}

async function soundOf(label = "32-bit float"): Promise<Buffer> {
  await open.page.getByLabel("Format").selectOption({ label });
  return readFileSync(await downloaded(open.page, "Download WAV", desk));
}

describe("files of every kind that people save", () => {
  test.each([
    ["HDF5", ["take.h5"]],
    ["MATLAB", ["take.mat"]],
    ["text", ["phase.csv", "mag.csv"]],
  ])("%s is dropped, and its sound is the one that it was made of", async (_kind, names) => {
    const { page } = open;
    const files = names.map(fixture);
    await drop(files);
    await ready(page);
    expect(await page.locator(".verdict").innerText()).toContain("Identified");
    expect(await page.locator(".file__role").allInnerTexts()).toEqual(["magnitudes", "phases"]);
    const given = await soundOf();
    expect(error(given)).toBeLessThan(2e-5);
    const command = await copied(page, "Copy command");
    expect((await soundOfCommand(desk.folder, command, files)).equals(given)).toBe(true);
  });

  test("a NumPy archive of arrays without names: the page asks which are meant", async () => {
    const { page } = open;
    await drop([fixture("take.npz")]);
    await page.getByRole("heading", { name: "take.npz: which arrays are meant?" }).waitFor();
    const magnitudes = page.getByRole("combobox", { name: /^Magnitudes, or/ });
    expect(await magnitudes.locator("option").allInnerTexts()).toEqual(
      [0, 1, 2].map((i) => `arr_${i} (float32, 129 × 64)`),
    );
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("SELECT");
    await magnitudes.selectOption({ index: 0 });
    await page.getByLabel("Which arrays").getByLabel("Phases").selectOption({ index: 2 });
    await page.getByRole("button", { name: "Use these" }).click();
    await ready(page);
    const given = await soundOf();
    expect(error(given)).toBeLessThan(2e-5);
    const command = await copied(page, "Copy command");
    expect(command).toContain("take.npz:arr_0 take.npz:arr_1");
    expect((await soundOfCommand(desk.folder, command, [fixture("take.npz")])).equals(given)).toBe(true);
    const code = await copied(page, "Copy code");
    expect((await soundOfCode(desk.folder, code, [fixture("take.npz")])).equals(given)).toBe(true);
  });

  test("what was taken can be changed afterwards, and is obeyed even against the numbers", async () => {
    const { page } = open;
    await page.getByText("Choose which is which").click();
    await page.getByLabel("Which arrays").getByLabel("Phases").selectOption({ index: 3 });
    await page.getByRole("button", { name: "Use these" }).click();
    await page.locator(".file__name", { hasText: "arr_2" }).waitFor();
    await ready(page);
    expect(error(await soundOf())).not.toBeLessThan(0.01);
    await page.getByText("Choose which is which").click();
    await page.getByRole("combobox", { name: /^Magnitudes, or/ }).selectOption({ index: 1 });
    await page.getByLabel("Which arrays").getByLabel("Phases").selectOption({ index: 1 });
    await page.getByRole("button", { name: "Use these" }).click();
    await expect.poll(() => page.locator(".file").first().innerText()).toMatch(/arr_1\s+magnitudes/);
    await ready(page);
    expect(await page.locator(".verdict").innerText()).toContain("The numbers speak for the other way round");
  });

  test.each([
    ["a picture of magnitudes", "picture.png", "mono"],
    ["two channels of magnitudes", "stereo.npy", "stereo"],
  ])("%s is given phases, as the command line would", async (_what, name, channels) => {
    const { page } = open;
    const files = [fixture(name)];
    await drop(files);
    await page.getByRole("heading", { name: "Phases, estimated" }).waitFor();
    await ready(page);
    expect(await page.locator(".facts p").first().innerText()).toContain(`${channels}, peak`);
    const given = await soundOf("16 bit");
    const same = await soundOfCommand(desk.folder, await copied(page, "Copy command"), files);
    // A browser's cosines differ from Node's in the last digit, and rounds upon rounds enlarge that.
    expect(same.subarray(0, 44).equals(given.subarray(0, 44))).toBe(true);
    expect(Math.abs(10 * Math.log10(energyOf(same) / energyOf(given)))).toBeLessThan(2);
    expect((await soundOfCode(desk.folder, await copied(page, "Copy code"), files)).equals(same)).toBe(true);
  });

  test("more of it than a tab can hold is estimated in passing, and said so", async () => {
    const { page } = await desk.open();
    let few = false;
    await page.context().route(/retrieve-.*\.js$/, async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      // Sixty million cells, as the built page says it: here two thousand.
      few = text.includes("6e7");
      await route.fulfill({ response, body: text.replace("6e7", "2e3") });
    });
    const files = [fixture("stereo.npy")];
    await page.locator('input[type="file"]').setInputFiles(files);
    await ready(page);
    expect(few).toBe(true);
    expect(await page.locator(".retrieval .field__why").innerText()).toMatch(
      /^Frame 64 of 64\..*unspectro retrieve/s,
    );
    expect(await page.locator(".facts p").first().innerText()).toContain("stereo, peak");
    const given = readFileSync(await downloaded(page, "Download WAV", desk));
    const command = await copied(page, "Copy command");
    expect(command).toContain(" --stream ");
    const same = await soundOfCommand(desk.folder, command, files);
    expect(same.subarray(0, 44).equals(given.subarray(0, 44))).toBe(true);
    expect((await soundOfCode(desk.folder, await copied(page, "Copy code"), files)).equals(same)).toBe(true);
    await page.context().close();
  });

  test("an estimate that is stopped can be kept, and only that", async () => {
    const { page } = open;
    await drop([speech[0]!]);
    await page.getByRole("button", { name: "Longer, 600 rounds" }).waitFor();
    await page.locator(".curve polyline[points*=' ']").waitFor();
    await ready(page);
    await page.getByRole("button", { name: "Longer, 600 rounds" }).click();
    await page.getByRole("button", { name: "Stop here" }).click();
    await ready(page);
    expect(await page.getByRole("button", { name: "Download WAV" }).isEnabled()).toBe(true);
    expect(await page.getByRole("button", { name: "Copy command" }).isDisabled()).toBe(true);
  });

  test("nothing was complained of on the console", () => {
    expect(open.complaints).toEqual([]);
  });
});
