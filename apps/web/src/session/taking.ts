import { formatConvention, mergeConventions } from "@unspectro/core";
import { decided } from "@unspectro/inputs";
import { codeFor } from "../copies/code.ts";
import { commandFor } from "../copies/command.ts";
import { inputsOf, type Work } from "../copies/work.ts";
import type { WavFormat } from "../protocol.ts";
import { failureIn } from "../view/complaint.ts";
import type { Screen } from "../view/screen.ts";
import { createTake, type Take } from "../view/take.ts";
import { dbfs } from "../words.ts";
import type { Crew } from "./crew.ts";
import { download } from "./download.ts";
import { conventionOf, type Known } from "./known.ts";

/** What leaves the page: files to keep, and the same work as a command or a program. */
export function createTaking(
  known: Known,
  { ear, eye }: Crew,
  screen: () => Screen,
  acts: { synthesis(name: string): void },
): Take {
  const take = createTake({
    wav: (format) => void giveWav(format),
    convention: giveConvention,
    picture: () => void givePicture(),
    command: (format) =>
      void copy(
        commandFor(work(format)),
        `The command is on the clipboard. Run it where the files lie: it writes ${likeness()}.`,
      ),
    code: (format) =>
      void copy(
        codeFor(work(format)),
        `The code is on the clipboard: a program for Node that writes ${likeness()}.`,
      ),
    synthesis: acts.synthesis,
  });

  function work(format: WavFormat): Work {
    const { settled, made, opened, raw, synthesis, sampleRate } = known;
    return {
      kind: opened!.kind,
      inputs: inputsOf(known),
      ordered: known.chosen || known.findings?.turned === true,
      raw,
      convention: conventionOf(known),
      said: mergeConventions({ geometry: { sampleRate } }, settled!.said),
      level: decided(settled!.level, made!.peak),
      format,
      synthesis,
      retrieval: made!.retrieval,
      mending: made!.mending,
      quick: known.quick,
    };
  }

  /** Cosines differ between browsers and Node in the last digit: rounds upon rounds enlarge that. */
  function likeness(): string {
    const { retrieval, mending = "coarse" } = known.made!;
    if (retrieval === undefined && mending === "coarse") return "the same sound.wav, byte for byte";
    return "a sound.wav as good as this one, though not the same to the last digit";
  }

  async function giveWav(format: WavFormat): Promise<void> {
    take.complain(undefined);
    take.tell("Writing…");
    try {
      const given = await ear.ask(
        "wav",
        { format, synthesis: known.synthesis },
        { tells: ({ done }) => take.tell(`Writing… ${Math.round(100 * done)} %`) },
      );
      download(given.blob, "sound.wav");
      const level =
        given.gain === 1 ? "" : ` Level changed by ${(20 * Math.log10(given.gain)).toFixed(1)} dB.`;
      const clipped = given.clipped === 0 ? "" : ` ${given.clipped} samples clipped.`;
      take.tell(`sound.wav is yours: peak ${dbfs(given.peak)}.${level}${clipped}`);
    } catch (error) {
      take.tell("");
      take.complain(failureIn(error));
    }
  }

  function giveConvention(): void {
    const text = formatConvention(conventionOf(known));
    download(new Blob([text], { type: "application/json" }), "convention.json");
    take.tell(
      "convention.json holds everything needed to repeat this, here or with --convention on the command line.",
    );
  }

  async function givePicture(): Promise<void> {
    take.complain(undefined);
    try {
      const { look, view, high } = screen();
      const { map, range } = look;
      const { sampleRate } = known;
      const request = { ...view(), width: 1600, height: 512, map, high: high(), range, sampleRate };
      download(await eye.ask("picture", request), "spectrogram.png");
      take.tell("spectrogram.png shows what is in view.");
    } catch (error) {
      take.complain(failureIn(error));
    }
  }

  async function copy(text: string, said: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      take.tell(said);
    } catch {
      take.complain({ what: "this browser does not let the page copy", found: text });
    }
  }

  return take;
}
