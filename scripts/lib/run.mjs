import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { root } from "./workspace.mjs";

/** The tools of the workspace come first on the PATH; nothing phones home. */
export const environment = {
  ...process.env,
  PATH: [join(root, "node_modules", ".bin"), process.env.PATH ?? ""].join(delimiter),
  TURBO_TELEMETRY_DISABLED: "1",
  DO_NOT_TRACK: "1",
};

/**
 * Runs a program in the root and answers { code, output }.
 * `quiet` keeps what it prints for the caller instead of showing it.
 * `limit`: the seconds after which a program that still runs is killed, and has failed; none by default.
 */
export function run(program, args, { quiet = false, limit = 0, cwd = root, env = environment } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env,
      stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit",
      shell: process.platform === "win32",
      timeout: 1000 * limit,
      // whatever it is doing: a program that stands still may be deaf to gentler signals
      killSignal: "SIGKILL",
    });
    let output = "";
    child.stdout?.on("data", (text) => {
      output += text;
    });
    child.stderr?.on("data", (text) => {
      output += text;
    });
    child.on("error", (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.on("close", (code, signal) => {
      if (signal === "SIGKILL" && limit > 0) output += `killed: it had not ended after ${limit} s\n`;
      resolve({ code: code ?? (signal === "SIGINT" ? 130 : 1), output });
    });
  });
}

/** Words for the person watching; stdout belongs to the data. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}
