import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { blobScratch, blobSink, fromBlob, fromUrl } from "../src/web.ts";

const bytes = (length: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length }, (_, i) => (i * 131) % 251);
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Serves one answer for every request. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((up) => server.listen(0, "127.0.0.1", up));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/S.npy`;
}

/** A server that knows ranges, and the ranges it was asked for. */
function ranged(body: Uint8Array, asked: string[], tag: () => string = () => '"1"'): RequestListener {
  return (request, response) => {
    const range = request.headers.range ?? "";
    asked.push(range);
    const [, first, last] = /bytes=(\d+)-(\d+)/.exec(range) ?? [];
    const start = Number(first);
    if (start >= body.length)
      return void response.writeHead(416, { "Content-Range": `bytes */${body.length}` }).end();
    const part = body.subarray(start, Number(last) + 1);
    const total = `bytes ${start}-${start + part.length - 1}/${body.length}`;
    response.writeHead(206, { "Content-Range": total, "Content-Length": part.length, ETag: tag() }).end(part);
  };
}

test("a Blob is read in ranges and keeps its File name", async () => {
  const source = fromBlob(new File([bytes(100)], "spectrogram"));
  const into = new Uint8Array(10);
  expect([source.name, source.size, source.native?.kind]).toEqual(["spectrogram", 100, "blob"]);
  expect(await source.read(95, into)).toBe(5);
  expect(into.slice(0, 5)).toEqual(bytes(100).slice(95));
  await source.close();
  await expect(source.read(0, into)).rejects.toMatchObject({ code: "closed" });
});

test("a File that the browser can't read any more is a typed error", async () => {
  const gone = new Blob([bytes(10)]);
  gone.slice = () => Object.assign(new Blob([]), { arrayBuffer: () => Promise.reject(new Error("changed")) });
  await expect(fromBlob(gone, "S").read(0, new Uint8Array(4))).rejects.toMatchObject({
    code: "not-readable",
  });
});

test("a Blob sink holds what an array would", async () => {
  const writes = fc.array(fc.tuple(fc.option(fc.nat(60)), fc.nat(30)), { maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(writes, async (list) => {
      const sink = blobSink("out");
      const truth: number[] = [];
      for (const [at, length] of list) {
        const part = bytes(length);
        const position = at ?? truth.length;
        if (at === null) await sink.write(part);
        else await sink.writeAt?.(position, part);
        while (truth.length < position) truth.push(0);
        truth.splice(position, length, ...part);
      }
      await sink.close();
      expect([...new Uint8Array(await sink.blob().arrayBuffer())]).toEqual(truth);
    }),
  );
});

test("a Blob sink keeps large writes, its media type, and nothing once aborted", async () => {
  const sink = blobSink("out.wav", "audio/wav");
  await sink.write(bytes(10));
  await sink.write(bytes(3 << 20));
  await sink.write(bytes(10));
  await sink.close();
  expect([sink.blob().size, sink.blob().type]).toEqual([(3 << 20) + 20, "audio/wav"]);
  await sink.abort();
  expect(sink.blob().size).toBe(0);
});

test("Blob scratch copies what it is given", async () => {
  const file = await blobScratch().create("unpacked");
  const reused = bytes(4);
  await file.append(reused);
  reused.fill(0);
  const source = await file.finish();
  const into = new Uint8Array(4);
  await source.read(0, into);
  expect(into).toEqual(bytes(4));
});

test("a URL is fetched in ranges, only as far as needed", async () => {
  const asked: string[] = [];
  const body = bytes(100_000);
  const source = await fromUrl(await serve(ranged(body, asked)), { cache: { blockBytes: 1000, blocks: 2 } });
  const into = new Uint8Array(20);
  expect(source.size).toBe(100_000);
  expect(await source.read(50_990, into)).toBe(20);
  expect(into).toEqual(body.slice(50_990, 51_010));
  expect(asked).toEqual(["bytes=0-0", "bytes=50000-50999", "bytes=51000-51999"]);
});

test("a server without ranges gives the whole file", async () => {
  const url = await serve((_, response) => response.end(bytes(5000)));
  const source = await fromUrl(url);
  const into = new Uint8Array(10);
  expect(source.size).toBe(5000);
  expect(await source.read(4995, into)).toBe(5);
});

test("an empty file on a server is empty", async () => {
  expect((await fromUrl(await serve(ranged(bytes(0), [])))).size).toBe(0);
});

test.each([
  [404, "not-found"],
  [403, "not-readable"],
  [500, "not-readable"],
])("status %i is %s", async (status, code) => {
  const url = await serve((_, response) => response.writeHead(status).end());
  await expect(fromUrl(url)).rejects.toMatchObject({ name: "IoError", code });
});

test("no server at all is a typed error with advice", async () => {
  await expect(fromUrl("http://127.0.0.1:1/S.npy")).rejects.toMatchObject({
    code: "not-readable",
    message: expect.stringContaining("check the address"),
  });
});

test("a file that changes on the server between two ranges is noticed", async () => {
  let tag = '"1"';
  const source = await fromUrl(await serve(ranged(bytes(100), [], () => tag)));
  tag = '"2"';
  await expect(source.read(0, new Uint8Array(4))).rejects.toMatchObject({ code: "not-readable" });
});

test("more than can be held is refused before it is fetched", async () => {
  const url = await serve((_, response) =>
    response.writeHead(200, { "Content-Length": 2 ** 31 }).flushHeaders(),
  );
  await expect(fromUrl(url)).rejects.toMatchObject({
    code: "not-readable",
    message: expect.stringContaining("download it"),
  });
});
