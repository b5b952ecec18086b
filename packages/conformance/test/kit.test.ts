import { conformanceCases } from "@unspectro/conformance";
import { describe, test } from "vitest";
import { toy, toyFixture } from "./toy.ts";

describe("a good reader", () => {
  for (const { name, run } of conformanceCases(toy, [toyFixture(7, 5)])) test(name, run);
});
