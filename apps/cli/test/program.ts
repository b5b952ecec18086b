import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cli } from "../src/cli.ts";

/** The built program, as users run it. */
export const program: string = fileURLToPath(new URL("../dist/main.js", import.meta.url));

/** The speech that ships with the repository. */
export const speech: string = fileURLToPath(new URL("../../../examples/speech", import.meta.url));

/** A program that is still running after so many milliseconds stands still, and may be deaf to gentler signals. */
export const patience = { timeout: 50_000, killSignal: "SIGKILL" } as const;

/** How a run ended and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly bytes: Buffer;
}

/** An empty folder, gone after the test. */
export function emptyFolder({ onTestFinished }: { onTestFinished(after: () => void): void }): string {
  const folder = mkdtempSync(join(tmpdir(), "unspectro-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs the built program in a process of its own. */
export function unspectro(
  folder: string,
  args: readonly string[],
  {
    input,
    signal,
    environment = {},
  }: { input?: Uint8Array; signal?: AbortSignal; environment?: NodeJS.ProcessEnv } = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const env = { ...process.env, FORCE_COLOR: undefined, NO_COLOR: undefined, ...environment };
    const child = spawn(process.execPath, [program, ...args], { cwd: folder, env, ...patience });
    const out: Buffer[] = [];
    let stderr = "";
    child.stdout.on("data", (data: Buffer) => out.push(data));
    child.stderr.on("data", (data: Buffer) => {
      stderr += data.toString();
    });
    signal?.addEventListener("abort", () => child.kill("SIGINT"));
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    child.on("close", (code) => {
      const bytes = Buffer.concat(out);
      resolve({ code, stdout: bytes.toString(), stderr, bytes });
    });
  });
}

/** Runs the program inside this process: faster, for the many cases. Paths must be absolute. */
export async function inProcess(args: readonly string[]): Promise<Omit<Ended, "bytes">> {
  const texts = { stdout: "", stderr: "" };
  const listener = (name: "stdout" | "stderr") => ({
    write(text: string) {
      texts[name] += text;
    },
  });
  const code = await cli(args, {
    stdout: listener("stdout"),
    stderr: listener("stderr"),
    environment: {},
    signal: new AbortController().signal,
    endEarly: () => new AbortController().signal,
  });
  return { code, ...texts };
}
