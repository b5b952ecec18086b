// npm start -- FILES...: the program, set up on first use. Relative paths mean the folder the user stands in.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { setUp } from "./lib/setup.mjs";
import { readJson, root } from "./lib/workspace.mjs";

if (await setUp("program")) {
  const home = join(root, "apps", "cli");
  const program = join(home, readJson(join(home, "package.json")).bin.unspectro);
  process.chdir(process.env.INIT_CWD ?? root);
  process.argv[1] = program;
  await import(pathToFileURL(program).href);
} else {
  process.exitCode = 1;
}
