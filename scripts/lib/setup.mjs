import { existsSync } from "node:fs";
import { join } from "node:path";
import { run, say } from "./run.mjs";
import {
  dependenciesFingerprint,
  readJson,
  readStamp,
  root,
  sourcesFingerprint,
  writeStamp,
} from "./workspace.mjs";

/**
 * Installs and builds what is missing or out of date, and nothing else: when all is there this costs milliseconds.
 *
 * @param {"program" | "all"} what `program` builds the command line and what it stands on; `all` the page too.
 * @returns whether everything is ready; where not, the reason has been told.
 */
export async function setUp(what) {
  if (!nodeIsNewEnough()) return false;
  const started = Date.now();
  let stamp = readStamp();
  const dependencies = dependenciesFingerprint();
  const installed = stamp.dependencies === dependencies && existsSync(join(root, "node_modules", ".bin"));
  if (!installed) {
    const first = stamp.dependencies === undefined;
    say(
      first ? "Setting up unspectro. This happens once." : "Dependencies changed; bringing them up to date.",
    );
    if (!(await step("fetching what it needs", () => install()))) return false;
    stamp = { dependencies };
    writeStamp(stamp);
  }
  const sources = sourcesFingerprint();
  const built = stamp.built === sources && (stamp.what === "all" || stamp.what === what);
  if (!built) {
    if (installed) say("Building what changed.");
    const filter = what === "all" ? [] : ["--filter=unspectro..."];
    const build = () =>
      run("turbo", ["run", "build", "--output-logs=errors-only", "--no-update-notifier", ...filter], {
        quiet: true,
      });
    if (!(await step("building", build))) return false;
    writeStamp({ ...stamp, built: sources, what });
  }
  if (!installed) say(`Ready after ${seconds(started)}.\n`);
  return true;
}

function install() {
  const pnpm = readJson(join(root, "package.json")).packageManager;
  return run("npx", ["-y", pnpm, "install", "--frozen-lockfile"], { quiet: true });
}

async function step(words, work) {
  const started = Date.now();
  process.stderr.write(`  ${words} ... `);
  const { code, output } = await work();
  if (code === 0) {
    say(seconds(started));
    return true;
  }
  say("failed\n");
  say(output.trimEnd().split("\n").slice(-30).join("\n"));
  say(`\nSetting up stopped while ${words}. ${advice(output)}`);
  return false;
}

function advice(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|network/i.test(output)) {
    return "The package registry could not be reached: check the network (or proxy) and run the same command again.";
  }
  if (/ENOSPC/.test(output))
    return "The disk is full: make room (about 500 MB) and run the same command again.";
  return "Run `npm run setup` to try again; if it stays so, please open an issue with the lines above.";
}

function nodeIsNewEnough() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return true;
  say(
    `unspectro needs Node 20.19 or later, and this is Node ${process.versions.node}. Get it from https://nodejs.org`,
  );
  return false;
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(0)} s`;
}
