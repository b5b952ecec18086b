// node scripts/notices.mjs: writes THIRD-PARTY-NOTICES.md from the licences of what our packages depend on at run time.
// `--check` fails where the file is out of date.
import { existsSync, readdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { say } from "./lib/run.mjs";
import { readJson, root, workspacePackages } from "./lib/workspace.mjs";

const found = new Map();
for (const { folder, manifest } of workspacePackages()) {
  if (folder.startsWith("tools/")) continue;
  collect(join(root, folder), manifest);
}

/** What a package needs at run time, and what that needs. */
function collect(folder, manifest) {
  for (const name of Object.keys(manifest.dependencies ?? {})) {
    if (name.startsWith("@unspectro/") || found.has(name)) continue;
    const home = homeOf(folder, name);
    const theirs = readJson(join(home, "package.json"));
    found.set(name, {
      name,
      version: theirs.version,
      licence: theirs.license,
      text: licenceText(home),
      repository: repositoryOf(theirs),
    });
    collect(home, theirs);
  }
}

function homeOf(folder, name) {
  for (let at = realpathSync(folder); ; at = dirname(at)) {
    const home = join(at, "node_modules", name);
    if (existsSync(join(home, "package.json"))) return realpathSync(home);
    if (at === dirname(at)) throw new Error(`${name} is not installed for ${folder}`);
  }
}

/** The licence file, or the part of the README that holds it. */
function licenceText(home) {
  const file = readdirSync(home).find((name) => /^licen[cs]e/i.test(name));
  if (file !== undefined) return readFileSync(join(home, file), "utf8").trim();
  const readme = readdirSync(home).find((name) => /^readme/i.test(name));
  const text = readme === undefined ? "" : readFileSync(join(home, readme), "utf8");
  const at = text.search(/^#+ *licen[cs]e/im);
  if (at < 0) throw new Error(`${home} has no licence text`);
  return text.slice(text.indexOf("\n", at)).split(/^\[/m)[0].trim();
}

function repositoryOf({ repository, homepage }) {
  const url = typeof repository === "string" ? repository : repository?.url;
  return (url ?? homepage ?? "").replace(/^git\+/, "").replace(/\.git$/, "");
}

const own = readFileSync(join(root, "scripts", "notices-own.md"), "utf8").trim();
const parts = [...found.values()]
  .sort((a, b) => (a.name < b.name ? -1 : 1))
  .map(({ name, version, licence, repository, text }) => {
    const quoted = text
      .replaceAll("\r", "")
      .split("\n")
      .map((line) => line.trimEnd())
      .join("\n");
    const named = licence.startsWith("SEE") ? "its own licence, below" : licence;
    return `## ${name} ${version}\n\n${named}. ${repository}\n\n\`\`\`text\n${quoted}\n\`\`\``;
  });
const text = `${own}\n\n${parts.join("\n\n")}\n`;
const path = join(root, "THIRD-PARTY-NOTICES.md");
if (process.argv.includes("--check")) {
  const same = existsSync(path) && readFileSync(path, "utf8") === text;
  if (!same) say("THIRD-PARTY-NOTICES.md is out of date: node scripts/notices.mjs writes it");
  process.exitCode = same ? 0 : 1;
} else {
  writeFileSync(path, text);
  say(`${found.size} notices`);
}
