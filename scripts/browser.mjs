// npm run test:browser: the built page, driven in Chromium as its users would. Arguments go to vitest.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run, say } from "./lib/run.mjs";
import { setUp } from "./lib/setup.mjs";
import { root } from "./lib/workspace.mjs";

if (await setUp("all")) {
  const desk = mkdtempSync(join(tmpdir(), "unspectro-browser-"));
  const report = join(desk, "report.json");
  try {
    const config = ["--config", "vitest.browser.config.ts"];
    const reports = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const { code } = await run("vitest", ["run", ...config, ...reports, ...process.argv.slice(2)], {
      cwd: join(root, "apps", "web"),
    });
    process.exitCode = code;
    tell(report);
  } finally {
    rmSync(desk, { recursive: true, force: true });
  }
} else {
  process.exitCode = 1;
}

/** For who counts: passed, failed, skipped. */
function tell(report) {
  if (process.env.COUNTS === undefined) return;
  try {
    const counts = JSON.parse(readFileSync(report, "utf8"));
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = counts;
    writeFileSync(
      process.env.COUNTS,
      `${numPassedTests} ${numFailedTests} ${numPendingTests + numTodoTests}\n`,
    );
  } catch {
    say("no report of the browser's tests");
  }
}
