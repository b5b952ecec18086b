import { rmSync } from "node:fs";

/** Temporary files that exist now. One list for the process, because a process ends all at once. */
const files = new Set<string>();
let watching = false;

/**
 * Removes every half-written and temporary file of this process. For a program's SIGINT and SIGTERM handlers; a normal
 * exit (`process.exit`, an uncaught error) does it by itself. Answers how many there were.
 */
export function removeUnfinished(): number {
  const count = files.size;
  for (const path of files) rmSync(path, { force: true });
  files.clear();
  return count;
}

/** Enters a file that must not outlive the process. */
export function track(path: string): void {
  if (!watching) process.on("exit", removeUnfinished);
  watching = true;
  files.add(path);
}

/** The file has its final name now. */
export function untrack(path: string): void {
  files.delete(path);
}

/** The file is not wanted any more. */
export function remove(path: string): void {
  files.delete(path);
  rmSync(path, { force: true });
}

/** Part of a name that nobody else is likely to choose; files are made only where none of that name is. */
export function unique(): string {
  return `${process.pid.toString(36)}-${Math.floor(Math.random() * 2 ** 53).toString(36)}`;
}
