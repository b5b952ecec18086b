import { conformanceCases } from "@unspectro/conformance";
import { test } from "vitest";
import { small } from "../fixture.js";
import { gram } from "../my-reader.js";

for (const { name, run } of conformanceCases(gram, [small])) test(name, run);
