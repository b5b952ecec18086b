/** How we came by the sample rate, in words. */
export function rateWords(origin: string | undefined, why = ""): string {
  if (origin === "given")
    return "Set by you. The files can't say it: the right one is the one that sounds right.";
  const guess = /^a guess: (.*)$/.exec(why)?.[1];
  if (guess !== undefined)
    return `A guess, because ${guess}. Move it and listen; the right one is the one that sounds right.`;
  return "Assumed: the files can't say it. Move it and listen; the right one is the one that sounds right.";
}

/** What identification is doing, by the name of its stage. */
export const stageWords: Readonly<Record<string, string>> = {
  reading: "Looking at the numbers",
  structure: "Finding size and hop",
  window: "Finding the window",
  edges: "Looking at the edges",
};
