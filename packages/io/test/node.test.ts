import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  closeSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { readExactly } from "@unspectro/core/plugin";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  filePart,
  fileSink,
  fromPath,
  isBrokenPipe,
  openPath,
  removeUnfinished,
  stdoutSink,
  tempScratch,
} from "../src/node.ts";

const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 131) % 251);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "unspectro-io-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a call fails with. */
async function failure(action: () => unknown): Promise<unknown> {
  try {
    await action();
  } catch (error) {
    return error;
  }
  return "nothing";
}

test("a path is read at once, in any order, into the caller's memory", () => {
  const path = join(folder, "file");
  writeFileSync(path, bytes(1000));
  const source = fromPath(path);
  const into = new Uint8Array(10).fill(255);
  expect(source.size).toBe(1000);
  expect(source.read(500, into)).toBe(10);
  expect(into).toEqual(bytes(1000).slice(500, 510));
  expect(source.read(995, into)).toBe(5);
  expect([...into.subarray(5)]).toEqual([...bytes(1000).slice(505, 510)]);
  expect(source.read(1000, into)).toBe(0);
  expect(source.native).toEqual({ kind: "path", path });
  source.close();
  source.close();
});

test("a sparse file past 4 GiB is read at its end", () => {
  const path = join(folder, "large");
  const position = 5 * 2 ** 30 + 12_345;
  const handle = openSync(path, "w");
  ftruncateSync(handle, position);
  writeSync(handle, bytes(16), 0, 16, position);
  closeSync(handle);
  const source = fromPath(path);
  const into = new Uint8Array(16);
  expect(source.size).toBe(position + 16);
  expect(source.read(position, into)).toBe(16);
  expect(into).toEqual(bytes(16));
  source.close();
});

test.each([
  ["a file that is not there", "none", "not-found"],
  ["a path through a file", "file/inside", "not-found"],
  ["a folder", ".", "not-readable"],
])("%s ends in one typed error", async (_, name, code) => {
  writeFileSync(join(folder, "file"), "x");
  const path = join(folder, name);
  expect(await failure(() => fromPath(path))).toMatchObject({ name: "IoError", code, facts: { file: path } });
});

test("reading after close, or once aborted, is a typed error", async () => {
  const path = join(folder, "file");
  writeFileSync(path, "abc");
  const source = fromPath(path);
  expect(await failure(() => source.read(0, new Uint8Array(1), AbortSignal.abort()))).toMatchObject({
    code: "aborted",
  });
  source.close();
  expect(await failure(() => source.read(0, new Uint8Array(1)))).toMatchObject({ code: "closed" });
});

test("a file that shrinks while it is read is truncated, not zeros", async () => {
  const path = join(folder, "file");
  writeFileSync(path, bytes(100));
  const source = fromPath(path);
  writeFileSync(path, bytes(10));
  expect(await failure(() => readExactly(source, 50, new Uint8Array(10)))).toMatchObject({
    code: "truncated",
  });
  source.close();
});

test("a named pipe is refused where order matters and spooled where allowed", async () => {
  const path = join(folder, "pipe");
  execFileSync("mkfifo", [path]);
  expect(await failure(() => fromPath(path))).toMatchObject({ code: "not-readable" });
  const writer = spawn("sh", ["-c", `printf abcdef > '${path}'`]);
  const source = await openPath(path, tempScratch(folder));
  const into = new Uint8Array(2);
  expect(source.read(1, into)).toBe(2);
  expect(source.native).toBeUndefined();
  await source.close();
  writer.kill();
});

test("an output appears under its name only when closed, and nothing else stays", () => {
  const path = join(folder, "out.wav");
  const sink = fileSink(path);
  sink.write(bytes(100));
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^\.out\.wav\.[0-9a-z-]+\.unfinished$/)]);
  sink.writeAt?.(2, new Uint8Array([1, 2]));
  sink.write(new Uint8Array([3]));
  sink.close();
  sink.close();
  const truth = new Uint8Array([...bytes(100), 3]);
  truth.set([1, 2], 2);
  expect(new Uint8Array(readFileSync(path))).toEqual(truth);
  expect(readdirSync(folder)).toEqual(["out.wav"]);
});

test("another part of the program can write into an unfinished file", () => {
  const path = join(folder, "parts.wav");
  const sink = fileSink(path);
  sink.write(Uint8Array.of(1, 2));
  const part = filePart(sink.native!.path, path);
  part.writeAt(4, Uint8Array.of(5, 6));
  part.writeAt(2, Uint8Array.of(3, 4));
  part.close();
  sink.close();
  expect([...readFileSync(path)]).toEqual([1, 2, 3, 4, 5, 6]);
  expect(() => filePart(join(folder, "gone", "x"), "parts.wav")).toThrow(
    expect.objectContaining({ code: "not-written", facts: expect.objectContaining({ file: "parts.wav" }) }),
  );
});

test("an aborted output leaves the folder, and a file of that name, as they were", () => {
  const path = join(folder, "out.wav");
  writeFileSync(path, "old");
  const sink = fileSink(path);
  sink.write(bytes(100));
  sink.abort();
  sink.abort();
  expect(readdirSync(folder)).toEqual(["out.wav"]);
  expect(readFileSync(path, "utf8")).toBe("old");
});

test("a replaced file keeps its permissions, a symbolic link stays one", () => {
  const real = join(folder, "real.wav");
  const link = join(folder, "link.wav");
  writeFileSync(real, "old");
  chmodSync(real, 0o640);
  symlinkSync("real.wav", link);
  const sink = fileSink(link);
  sink.write(bytes(5));
  sink.close();
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFileSync(real).length).toBe(5);
  expect(statSync(real).mode & 0o777).toBe(0o640);
});

test("a device is written to, never replaced", () => {
  const before = statSync("/dev/null");
  const sink = fileSink("/dev/null");
  sink.write(bytes(10));
  sink.close();
  expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  expect(statSync("/dev/null").ino).toBe(before.ino);
  expect(sink.writeAt).toBeUndefined();
});

test("a full disk is `no-space`", async () => {
  expect(await failure(() => fileSink("/dev/full").write(bytes(10)))).toMatchObject({
    name: "IoError",
    code: "no-space",
    facts: { file: "/dev/full", advice: expect.stringContaining("free some space") },
  });
});

test("outputs that cannot be: no folder, a folder, there already", async () => {
  writeFileSync(join(folder, "there"), "old");
  mkdirSync(join(folder, "sub"));
  expect(await failure(() => fileSink(join(folder, "no/out.wav")))).toMatchObject({
    code: "not-written",
    message: expect.stringContaining("folder doesn't exist"),
  });
  expect(await failure(() => fileSink(join(folder, "sub")))).toMatchObject({ code: "not-written" });
  expect(await failure(() => fileSink(join(folder, "there"), { overwrite: false }))).toMatchObject({
    code: "exists",
  });
  expect(readdirSync(folder).sort()).toEqual(["sub", "there"]);
});

test("without `overwrite`, a file that came meanwhile wins", async () => {
  const path = join(folder, "out");
  const sink = fileSink(path, { overwrite: false });
  sink.write(bytes(5));
  writeFileSync(path, "theirs");
  expect(await failure(() => sink.close())).toMatchObject({ code: "exists" });
  expect(readFileSync(path, "utf8")).toBe("theirs");
  expect(readdirSync(folder)).toEqual(["out"]);
});

test("the folder removed meanwhile: one error, no handle kept", async () => {
  mkdirSync(join(folder, "sub"));
  const sink = fileSink(join(folder, "sub", "out"));
  sink.write(bytes(5));
  rmSync(join(folder, "sub"), { recursive: true });
  expect(await failure(() => sink.close())).toMatchObject({ name: "IoError", code: "not-written" });
  expect(await failure(() => sink.write(bytes(1)))).toMatchObject({ code: "closed" });
});

test("removeUnfinished leaves nothing half-written", () => {
  fileSink(join(folder, "a")).write(bytes(10));
  fileSink(join(folder, "b")).write(bytes(10));
  const done = fileSink(join(folder, "c"));
  done.close();
  expect(removeUnfinished()).toBe(2);
  expect(readdirSync(folder)).toEqual(["c"]);
});

test("a process that ends by itself or by an uncaught error removes its unfinished files", () => {
  fileSink(join(folder, "a")).write(bytes(10));
  expect(process.listeners("exit").filter((listener) => listener === removeUnfinished)).toHaveLength(1);
});

test("scratch room has no name on disk, and is read in any order", async () => {
  const file = await tempScratch(folder).create("unpacked");
  await file.append(bytes(600));
  await file.append(new Uint8Array([1, 2, 3]));
  expect(readdirSync(folder)).toEqual([]);
  const source = await file.finish();
  const into = new Uint8Array(5);
  expect(source.size).toBe(603);
  expect(source.read(598, into)).toBe(5);
  expect([...into]).toEqual([...bytes(600).slice(598), 1, 2, 3]);
  await source.close();
});

test("scratch room in a folder that isn't there names the folder", async () => {
  const missing = join(folder, "no");
  expect(await failure(() => tempScratch(missing).create("x"))).toMatchObject({
    code: "not-written",
    message: expect.stringContaining(missing),
  });
});

test("a slow reader of the pipe slows the writer down", async () => {
  let waiting: (() => void) | undefined;
  let taken = 0;
  const stream = new Writable({
    highWaterMark: 1,
    write(piece, _, done) {
      taken += piece.length;
      waiting = done;
    },
  });
  const sink = stdoutSink(stream);
  const writing = Promise.resolve(sink.write(bytes(100)));
  let done = false;
  void writing.then(() => {
    done = true;
  });
  await new Promise((soon) => setImmediate(soon));
  expect([taken, done]).toEqual([100, false]);
  waiting?.();
  await writing;
  sink.close();
});

test("a pipe that nobody reads any more is told from other failures, and the program survives", async () => {
  const child = spawn("head", ["-c", "10"], { stdio: ["pipe", "ignore", "ignore"] });
  const sink = stdoutSink(child.stdin);
  const error = await failure(async () => {
    for (let i = 0; i < 1000; i++) await sink.write(bytes(65_536));
  });
  expect(error).toMatchObject({ name: "IoError", code: "not-written" });
  expect(isBrokenPipe(error)).toBe(true);
  expect(isBrokenPipe(new Error("other"))).toBe(false);
  sink.abort();
});

test("a pipe takes bytes in order and refuses them after close", async () => {
  const stream = new PassThrough();
  const sink = stdoutSink(stream);
  await sink.write(new Uint8Array([1, 2]));
  await sink.write(new Uint8Array([3]));
  await sink.close();
  expect([...(stream.read() as Uint8Array)]).toEqual([1, 2, 3]);
  expect(await failure(() => sink.write(new Uint8Array(1)))).toMatchObject({ code: "closed" });
});
