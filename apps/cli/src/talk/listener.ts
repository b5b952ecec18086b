/** Where talk goes, in the parts that matter here: `process.stderr` is one. */
export interface Listener {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}
