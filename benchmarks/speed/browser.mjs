// Frames a second of the inverse in a Web Worker of Chromium, input in memory, without SharedArrayBuffer.
//   node benchmarks/speed/browser.mjs [--chromium /usr/bin/chromium] [--write docs/performance.md]
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { build } from "vite";
import { put } from "./document.mjs";
import { fixed, table } from "./measure.mjs";

const { values } = parseArgs({
  options: {
    chromium: { type: "string", default: process.env.CHROMIUM ?? "/usr/bin/chromium" },
    write: { type: "string" },
  },
});
if (existsSync(values.chromium)) await run();
else process.stdout.write(`skipped: there is no ${values.chromium} (--chromium names another)\n`);

async function run() {
  const worker = await bundled();
  const browser = await chromium.launch({ executablePath: values.chromium, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    await page.route("http://bench.test/**", (route) =>
      route.request().url().endsWith("worker.js")
        ? route.fulfill({ contentType: "text/javascript", body: worker })
        : route.fulfill({ contentType: "text/html", body: "<!doctype html><title>bench</title>" }),
    );
    await page.goto("http://bench.test/");
    const rows = await page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const worker = new Worker("worker.js", { type: "module" });
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = ({ message }) => reject(new Error(message));
        }),
    );
    process.stdout.write(`Chromium ${browser.version()}, one worker\n`);
    const cells = rows.map(({ size, micros }) => [size, fixed(micros), Math.round(1e6 / micros)]);
    const text = table([["FFT size", "float32 us/frame", "frames/s"], ...cells]);
    process.stdout.write(text);
    if (values.write !== undefined) put(values.write, "browser", text);
  } finally {
    await browser.close();
  }
}

/** The worker as one file. */
async function bundled() {
  const result = await build({
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(new URL("kernels-worker.mjs", import.meta.url)),
        formats: ["es"],
        fileName: "worker",
      },
    },
  });
  return result[0].output[0].code;
}
