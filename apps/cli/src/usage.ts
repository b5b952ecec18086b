/** The command line itself is wrong: an unknown flag, a word where a number belongs, two wishes that exclude each other. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
