import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Desk, layDesk } from "../house/desk.ts";
import { docExamples, documentExamples, promises } from "../house/examples.ts";
import { root } from "../house/packages.ts";

/** Beside this package's own dependencies, so that the examples' imports lead to the packages. */
const examples = join(root, "tests", ".examples");
const home = process.cwd();
let desk: Desk;
beforeAll(() => mkdirSync(examples, { recursive: true }));
afterAll(() => rmSync(examples, { recursive: true, force: true }));

/** A desk of its own for a group of examples: what one writes is not what another reads. */
function withDesk(): void {
  beforeAll(() => {
    desk = layDesk();
    process.chdir(desk.folder);
  });
  afterAll(() => {
    process.chdir(home);
    rmSync(desk.folder, { recursive: true, force: true });
  });
}

/** Runs an example and gives what it printed, a text for each call of console.log. */
async function run(code: string, name: string): Promise<string[]> {
  const printed: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((...values) => {
    printed.push(format(...values));
  });
  try {
    const file = join(examples, `${name}.ts`);
    writeFileSync(file, code);
    await import(file);
  } finally {
    log.mockRestore();
  }
  return printed;
}

/** Quotes, brackets, spaces and the names of typed arrays are for the reader's eye. */
const plain = (text: string): string => text.replace(/\w+Array\(\d+\)|[\s"'[\]]/g, "");

/** Runs a program example and compares what it prints with what it says. */
async function runAndCompare(code: string, place: string): Promise<void> {
  const printed = await run(code, place.replaceAll(/\W/g, "_"));
  const said = promises(code);
  expect(printed.slice(0, said.length).map(plain)).toEqual(said.map(plain));
}

describe("the examples of the doc comments run, and print what they say:", () => {
  withDesk();
  const found = docExamples();

  test("there are many", () => expect(found.length).toBeGreaterThan(30));

  test.each(found.map(({ place, code }) => [place, code] as const))("%s", (place, code) =>
    runAndCompare(code, place),
  );
});

describe("the documents' examples run:", () => {
  withDesk();
  const found = documentExamples();
  const commands = found
    .filter(({ language }) => language === "sh")
    .flatMap(({ place, code }) => lines(code).map((line) => [place, line] as const));

  test("there are some of both kinds", () => {
    expect(commands.length).toBeGreaterThan(3);
    expect(found.some(({ language }) => language === "ts")).toBe(true);
  });

  test.each(commands)("%s: %s", (_place, line) => {
    const { status, stderr } = spawnSync("bash", ["-c", line], {
      cwd: desk.folder,
      env: desk.environment,
      encoding: "utf8",
      timeout: 50_000,
      killSignal: "SIGKILL",
    });
    expect(status === 0 ? "" : stderr).toBe("");
  });

  test.each(
    found.filter(({ language }) => language === "ts").map(({ place, code }) => [place, code] as const),
  )("%s", (place, code) => runAndCompare(code, place));
});

/** Commands, a line each; a line that ends in a backslash goes on. */
function lines(code: string): string[] {
  return code
    .replaceAll("\\\n", " ")
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"));
}

describe("the guard itself:", () => {
  test("an example that prints something else is noticed", async () => {
    await expect(runAndCompare("console.log(1 + 1); // 3", "wrong")).rejects.toThrow();
  });

  test("an example that fails is noticed", async () => {
    await expect(runAndCompare('throw new Error("no");', "failing")).rejects.toThrow("no");
  });
});
