import { expect, test } from "vitest";
import { readHouse } from "../house/packages.ts";

/**
 * Every entry that users can import, and the names it gives them: a change here is a change for them. When it is meant,
 * `npx vitest run --project @unspectro/tests -u` takes it over.
 */
const entries = readHouse()
  .filter((pack) => !pack.private && pack.exports !== undefined)
  .flatMap(({ name, exports }) =>
    Object.keys(exports!)
      .filter((path) => path !== "./package.json")
      .map((path) => name + path.slice(1)),
  )
  .sort();

test.each(entries)("the public names of %s are these", async (entry) => {
  const names = Object.keys(await import(entry)).sort();
  expect(names.length).toBeGreaterThan(0);
  await expect(`${names.join("\n")}\n`).toMatchFileSnapshot(
    `../exports/${entry.replace("@unspectro/", "").replaceAll("/", "-")}.txt`,
  );
});
