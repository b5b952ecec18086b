import { readFileSync } from "node:fs";
import { conformanceCases, type Fixture } from "@unspectro/conformance";
import { describe, test } from "vitest";
import { png } from "../src/index.ts";

const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));
const truth: Record<string, number[][]> = JSON.parse(new TextDecoder().decode(fixture("truth.json")));

const fixtures: Fixture[] = (["tiny8", "tiny16"] as const).map((name) => ({
  name: `${name}.png`,
  bytes: fixture(`${name}.png`),
  expected: {
    frames: truth[name].length,
    bins: truth[name][0].length,
    element: name === "tiny8" ? "uint8" : "uint16",
    shape: [truth[name].length, truth[name][0].length],
    data: truth[name].flat(),
  },
}));

describe("the PNG reader keeps the contract", () => {
  const options = { accepts: ["png"] };
  for (const { name, run } of conformanceCases(png, fixtures, options))
    test(name, async () => void (await run()));
});
