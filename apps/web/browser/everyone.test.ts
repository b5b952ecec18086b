import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { built, type OpenPage, useDesk } from "./desk.ts";
import { choose, fixture, speech } from "./page.ts";

const desk = useDesk();

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong, one line each. */
async function violations({ page }: OpenPage): Promise<string[]> {
  // The page's own policy lets no foreign script in: axe comes by way of the debugger.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: tool } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations: found } = await tool.run();
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
  });
}

describe("no barrier and no sideways scrolling", () => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await desk.open({ reducedMotion: "reduce" });
  });
  afterAll(() => open.page.context().close());

  const themes = ["light", "dark"] as const;
  const widths = [1440, 820, 360] as const;
  type Theme = (typeof themes)[number];
  type Look = readonly [Theme, number];
  const all: readonly Look[] = themes.flatMap((theme) => widths.map((width) => [theme, width] as const));
  /** Enough for what stands in a card that was seen in all ways already. */
  const some: readonly Look[] = [
    ["light", 1440],
    ["dark", 360],
  ];

  async function check(looks: readonly Look[]): Promise<void> {
    const { page } = open;
    for (const [colorScheme, width] of looks) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      expect([colorScheme, width, await violations(open)]).toEqual([colorScheme, width, []]);
      expect([width, await sideways(open)]).toEqual([width, false]);
    }
  }

  test("on the first page", () => check(all));

  test("on the page with a recording", async () => {
    await choose(open.page, speech);
    await open.page.getByText("More fields").click();
    await open.page.getByText("Choose which is which").click();
    await check(all);
  });

  test("with a complaint beside a field", async () => {
    await open.page.getByLabel("FFT size").fill("1000");
    await open.page.getByLabel("FFT size").press("Enter");
    await open.page.getByRole("alert").waitFor();
    await check(some);
  });

  test("where somebody has to choose", async () => {
    await open.page.getByRole("button", { name: "Open others" }).click();
    await open.page.locator('input[type="file"]').setInputFiles(fixture("take.npz"));
    await open.page.getByRole("button", { name: "Use these" }).waitFor();
    await check(some);
  });

  test("where phases are estimated", async () => {
    await choose(open.page, [fixture("stereo.npy")]);
    await check(some);
  });
});

async function sideways({ page }: OpenPage): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);
}

test("at 200 % everything is still there", async () => {
  const open = await desk.open({ viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 });
  await choose(open.page, speech);
  expect(await sideways(open)).toBe(false);
  for (const name of ["Play", "Download WAV", "Zoom in"]) {
    await open.page.getByRole("button", { name, exact: true }).scrollIntoViewIfNeeded();
    expect(await open.page.getByRole("button", { name, exact: true }).isVisible()).toBe(true);
  }
  await open.page.context().close();
});

test("all of it goes by keys", async () => {
  const { page } = await desk.open();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the content");
  for (let i = 0; i < 2; i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.locator('html[data-sound="ready"]').waitFor();
  const picture = page.getByRole("group", { name: "Spectrogram" });
  await picture.focus();
  const shot = (): Promise<string> =>
    page.locator(".view__picture").evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  await page.waitForTimeout(300);
  const whole = await shot();
  await page.keyboard.press("+");
  await expect.poll(shot).not.toBe(whole);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("0");
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Pause" }).waitFor();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Play", exact: true }).waitFor();
  await page.context().close();
});

test("what happens is told to those who listen", async () => {
  const { page } = await desk.open();
  await choose(page, speech);
  expect(await page.locator("#announcer").textContent()).toMatch(/The sound is ready\. 3\.0 s/);
  expect(await page.locator("#announcer").getAttribute("aria-live")).toBe("polite");
  await page.context().close();
});

test("once loaded it works without a network", async () => {
  const { page } = await desk.open({ serviceWorkers: "allow" });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.context().setOffline(true);
  await page.reload();
  await choose(page, speech);
  expect(await page.locator(".verdict").innerText()).toContain("Identified");
  await page.context().close();
});

test("the policy lets in nothing from elsewhere and nothing inline", () => {
  const page = readFileSync(join(built, "index.html"), "utf8");
  const policy = /Content-Security-Policy"\s+content="([^"]*)"/.exec(page)?.[1] ?? "";
  const rules = Object.fromEntries(policy.split("; ").map((rule) => rule.split(/ (.*)/s)));
  expect(rules).toEqual({
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "img-src": "'self'",
    "worker-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
  });
  expect(page).not.toMatch(/<script(?![^>]*src=)|\sstyle=|\son\w+=/);
});

test("what the policy forbids stays undone", async () => {
  const { page, complaints } = await desk.open();
  const tried = await page.evaluate(async () => {
    const done: string[] = [];
    const broken = new Promise<string>((tell) =>
      addEventListener("securitypolicyviolation", ({ violatedDirective }) => tell(violatedDirective)),
    );
    await fetch("https://example.org/").catch(() => done.push("no request"));
    const script = document.createElement("script");
    script.textContent = "document.title = 'broken into'";
    document.body.append(script);
    return [...done, await broken, document.title];
  });
  expect(tried).toEqual(["no request", "connect-src", "unspectro: hear a spectrogram"]);
  expect(complaints.length).toBeGreaterThan(0);
  await page.context().close();
});

/** What these files of the page import at once, and what that imports in turn. */
function importedBy(names: readonly string[]): Set<string> {
  const all = new Set<string>();
  const queue = [...names];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (all.has(name)) continue;
    all.add(name);
    const code = readFileSync(join(built, "assets", name), "utf8");
    for (const [, other] of code.matchAll(/(?:\bfrom|\bimport) ?"\.\/([^"]+\.js)"/g)) queue.push(other!);
  }
  return all;
}

test("the first load is small: at most 150 kB before a reader is needed", () => {
  const entries = readdirSync(join(built, "assets")).filter((name) => /^(index|worker|worklet)-/.test(name));
  expect(entries.length).toBeGreaterThanOrEqual(4);
  const scripts = importedBy(entries.filter((name) => name.endsWith(".js")));
  const assets = new Set([...entries, ...scripts]);
  const files = ["index.html", "icon.svg", ...[...assets].map((name) => join("assets", name))];
  const total = files.reduce((sum, name) => sum + gzipSync(readFileSync(join(built, name))).length, 0);
  process.stderr.write(`first load: ${(total / 1000).toFixed(1)} kB compressed, ${files.length} files\n`);
  expect(total).toBeLessThan(150_000);
});
