import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { copied, soundOfCode, soundOfCommand } from "./again.ts";
import { type OpenPage, useDesk } from "./desk.ts";
import { choose, downloaded, ready, speech } from "./page.ts";

const desk = useDesk();
let open: OpenPage;
beforeAll(async () => {
  open = await desk.open();
});

const fieldOf = (label: string): ReturnType<OpenPage["page"]["getByLabel"]> =>
  open.page.getByLabel(label, { exact: true });

describe("two files that nobody knows anything about", () => {
  test("are dropped, phases first, and the page says how they were made", async () => {
    const { page, requests } = open;
    const loaded = requests.length;
    await choose(page, [...speech].reverse());
    expect(await page.locator(".file").allInnerTexts()).toEqual([
      expect.stringMatching(/^spectrogram\s+magnitudes\s+npy, float32, 1.025 × 129/),
      expect.stringMatching(/^phases\s+phases\s+npy/),
    ]);
    expect(await page.locator(".verdict").innerText()).toContain("Identified");
    expect(await fieldOf("Hop").inputValue()).toBe("512");
    expect(await fieldOf("FFT size").inputValue()).toBe("2048");
    expect(await fieldOf("Window").inputValue()).toBe("hann");
    expect(await page.locator("#field-geometry-hop-why").innerText()).toMatch(/^Found\. .*51[13].* worse/s);
    expect(await page.locator("#rate-why").innerText()).toMatch(
      /^A guess, because it is the usual rate of librosa/,
    );
    // Readers and WebAssembly lie beside the page; no other place is ever asked.
    for (const url of requests) expect(new URL(url).hostname).toMatch(/^(127\.0\.0\.1|)$/);
    expect(requests.slice(loaded).filter((url) => !/\.js$|^blob:|^data:/.test(url))).toEqual([]);
  });

  test("are seen: the picture is no black box", async () => {
    const shades = await open.page.locator(".view__picture").evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const { data } = (canvas as HTMLCanvasElement).getContext("2d")!.getImageData(0, 0, width, height);
      const seen = new Set<number>();
      for (let i = 0; i < data.length; i += 4)
        seen.add((data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!);
      return seen.size;
    });
    expect(shades).toBeGreaterThan(150);
  });

  test("the cursor reads hertz, seconds, decibels and degrees", async () => {
    const { page } = open;
    await page.locator(".view__frame").hover({ position: { x: 300, y: 300 } });
    await expect
      .poll(() => page.locator(".view__pointed").innerText())
      .toMatch(/^0:\d\d\.\d · [\d\s]+ Hz · -?\d+\.\d dB · -?\d+° · frame \d+, bin \d+$/);
  });

  test("are heard: it plays, a click seeks, a selection goes round", async () => {
    const { page } = open;
    const time = (): Promise<number> =>
      page.locator(".transport__place").evaluate((place) => (place as HTMLInputElement).valueAsNumber);
    await page.getByRole("button", { name: "Play", exact: true }).click();
    await expect.poll(time).toBeGreaterThan(4000);
    const box = (await page.locator(".view__frame").boundingBox())!;
    await page.mouse.click(box.x + box.width * 0.8, box.y + 100);
    await expect.poll(time).toBeGreaterThan(45_000);
    const strip = (await page.locator(".wave").boundingBox())!;
    await page.mouse.move(strip.x + strip.width * 0.3, strip.y + 20);
    await page.mouse.down();
    await page.mouse.move(strip.x + strip.width * 0.4, strip.y + 20, { steps: 4 });
    await page.mouse.up();
    await page.getByRole("button", { name: "Loop selection" }).click();
    // On a slow machine the sound has come to its end by now.
    const play = page.getByRole("button", { name: "Play", exact: true });
    if (await play.isVisible()) await play.click();
    const places: number[] = [];
    // Until the place has gone back: it came round.
    const round = async (): Promise<boolean> => {
      places.push(await time());
      return places.some((place, i) => i > 4 && place < places[i - 1]!);
    };
    await expect.poll(round, { interval: 50, timeout: 15_000 }).toBe(true);
    const length = 65_536;
    expect(Math.min(...places.slice(4))).toBeGreaterThan(0.28 * length);
    expect(Math.max(...places.slice(4))).toBeLessThan(0.42 * length);
    await page.getByRole("button", { name: "Pause" }).click();
  });

  test("the sample rate is heard at once, without making the sound anew", async () => {
    const { page } = open;
    const before = await page.locator(".transport__time").innerText();
    await page.getByLabel("Sample rate in hertz").fill("44100");
    await page.getByLabel("Sample rate in hertz").press("Enter");
    expect(before).toMatch(/\/ 0:03\.0$/);
    expect(await page.locator(".transport__time").innerText()).toMatch(/\/ 0:01\.5$/);
    await page.getByRole("button", { name: "Undo changes" }).click();
    await ready(page);
    await expect.poll(() => page.locator(".transport__time").innerText()).toMatch(/\/ 0:03\.0$/);
  });

  test.each([
    ["24 bit", "pcm24"],
    ["16 bit", "pcm16"],
    ["32-bit float", "float32"],
  ])("the WAV of %s is the command line's, byte for byte", async (label, format) => {
    const { page } = open;
    await page.getByLabel("Format").selectOption({ label });
    const given = readFileSync(await downloaded(page, "Download WAV", desk));
    const command = await copied(page, "Copy command");
    expect(command).toMatch(/^unspectro spectrogram phases --fft-size 2048 --hop 512 --window hann /);
    expect(command).toContain(`--wav-format ${format}`);
    expect((await soundOfCommand(desk.folder, command, speech)).equals(given)).toBe(true);
  });

  test("what is copied is on the clipboard of the system", async () => {
    const { page } = open;
    const noted = await copied(page, "Copy command");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    // The page's own way of copying, which the tests take notes of elsewhere.
    await page.evaluate(() => Reflect.deleteProperty(navigator.clipboard, "writeText"));
    await page.getByRole("button", { name: "Copy code" }).click();
    await page.getByRole("button", { name: "Copy command" }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(noted);
    await page.reload();
    await choose(page, speech);
  });

  test("so is what the downloaded convention gives, and what the program finds by itself", async () => {
    const { page } = open;
    await page.getByLabel("Format").selectOption({ label: "24 bit" });
    const given = readFileSync(await downloaded(page, "Download WAV", desk));
    const convention = await downloaded(page, "Convention (JSON)", desk);
    for (const flags of [`--convention '${convention}' `, ""]) {
      const command = `unspectro spectrogram phases ${flags}-o sound.wav`;
      expect((await soundOfCommand(desk.folder, command, speech)).equals(given)).toBe(true);
    }
  });

  test("what was changed is in the command and in the code: rate, window, joining, format", async () => {
    const { page } = open;
    const level = page.locator(".facts p").first();
    const before = await level.innerText();
    await page.getByLabel(/^Smooth/).check();
    await fieldOf("Window").selectOption("hamming");
    // what joins frames smoothly is loaded when it is first wanted, and until then the old sound is there to be taken
    await expect.poll(() => level.innerText()).not.toBe(before);
    await page.getByLabel("Sample rate in hertz").fill("16000");
    await page.getByLabel("Sample rate in hertz").press("Enter");
    await page.getByLabel("Format").selectOption({ label: "16 bit" });
    await page.waitForTimeout(400);
    await ready(page);
    const given = readFileSync(await downloaded(page, "Download WAV", desk));
    expect(given.readUInt32LE(24)).toBe(16000);
    const command = await copied(page, "Copy command");
    expect(command).toContain("--window hamming");
    expect(command).toContain("--synthesis smooth");
    expect((await soundOfCommand(desk.folder, command, speech)).equals(given)).toBe(true);
    expect((await soundOfCode(desk.folder, await copied(page, "Copy code"), speech)).equals(given)).toBe(
      true,
    );
    await page
      .getByLabel(/^(Canonical|Usual|Plain|Exact)/)
      .check()
      .catch(() => undefined);
    await page.getByRole("button", { name: "Undo changes" }).click();
    await ready(page);
  });

  test("the picture is a PNG with axes", async () => {
    const path = await downloaded(open.page, "Picture (PNG)", desk);
    const bytes = readFileSync(path);
    expect([...bytes.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    expect(bytes.readUInt32BE(16)).toBeGreaterThan(1600);
  });

  test("a field is changed, and heard at once; a wrong one is told beside it", async () => {
    const { page } = open;
    const level = page.locator(".facts p").first();
    const before = await level.innerText();
    await fieldOf("Window").selectOption("rectangular");
    await expect.poll(() => level.innerText()).not.toBe(before);
    expect(await page.locator("#field-geometry-window-family-why").innerText()).toBe("Set by you.");
    await fieldOf("FFT size").fill("1000");
    await fieldOf("FFT size").press("Enter");
    const complaint = page
      .locator(".field", { has: page.locator("#field-geometry-fftSize") })
      .getByRole("alert");
    await complaint.waitFor();
    expect(await complaint.innerText()).toMatch(/1.?025|1000/);
    await fieldOf("Hop").fill("many");
    await fieldOf("Hop").press("Enter");
    await page.getByText("“many” is not possible here").waitFor();
    await page.getByRole("button", { name: "Undo changes" }).click();
    await ready(page);
    await expect.poll(() => level.innerText()).toBe(before);
  });

  test("a profile by name takes the place of what was found", async () => {
    const { page } = open;
    await page.getByLabel("Made by").selectOption("scipy-stft");
    await expect.poll(() => page.locator("#field-geometry-hop-why").innerText()).toMatch(/Profile/);
    await page.getByLabel("Made by").selectOption("");
    await ready(page);
    await expect.poll(() => page.locator("#field-geometry-hop-why").innerText()).toMatch(/^Found/);
  });

  test("another synthesis window gives the same sound from undamaged files", async () => {
    const { page } = open;
    const level = page.locator(".facts p").first();
    const before = await level.innerText();
    await page.getByLabel(/^Smooth/).check();
    await page.waitForTimeout(300);
    await ready(page);
    expect(await level.innerText()).toBe(before);
    expect(await page.getByLabel(/^Smooth/).isChecked()).toBe(true);
  });

  test("nothing was complained of on the console", () => {
    expect(open.complaints).toEqual([]);
  });
});

describe("magnitudes alone", () => {
  test("get phases, round by round, and can be heard meanwhile", async () => {
    const { page, complaints } = await desk.open();
    await page.locator('input[type="file"]').setInputFiles(speech[0]!);
    const words = page.locator(".retrieval .field__why");
    await expect.poll(() => words.innerText(), { timeout: 30_000 }).toMatch(/^Round \d+ of \d+/);
    await page.getByRole("button", { name: "Play", exact: true }).click();
    const time = (): Promise<number> =>
      page.locator(".transport__place").evaluate((place) => (place as HTMLInputElement).valueAsNumber);
    await expect.poll(time).toBeGreaterThan(2000);
    await ready(page);
    const reached = Number(/to (-?\d+\.\d) dB/.exec(await words.innerText())?.[1]);
    expect(reached).toBeLessThan(-20);
    expect(await page.locator(".retrieval polyline").getAttribute("points")).toMatch(/(\d.*,.*){3}/);
    await page.getByLabel("Format").selectOption({ label: "16 bit" });
    expect(existsSync(await downloaded(page, "Download WAV", desk))).toBe(true);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe("two headerless files", () => {
  test("are dropped, and their layout is found", async () => {
    const { page } = await desk.open();
    const bare = speech.map((path) => {
      const bytes = readFileSync(path);
      const dump = join(desk.folder, basename(path));
      writeFileSync(dump, bytes.subarray(bytes.length - 4 * 1025 * 129));
      return dump;
    });
    await choose(page, bare);
    expect(await page.locator(".verdict").innerText()).toContain("Identified");
    expect(await page.getByLabel("Hop", { exact: true }).inputValue()).toBe("512");
    expect(await page.locator(".facts p").first().innerText()).toContain("3.0 s, mono");
    await page.context().close();
  });
});

describe("the sample", () => {
  test("is one click away", async () => {
    const { page } = await desk.open();
    await page.getByRole("button", { name: /Try a sample/ }).click();
    await ready(page);
    expect(await page.locator(".verdict").innerText()).toContain("Identified");
    await page.context().close();
  });
});
