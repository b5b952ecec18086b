import { alignMagnitudes, mergeConventions, type Resolution } from "@unspectro/core";
import { DataError, type FrameSource } from "@unspectro/core/plugin";
import { factsOfMagnitudes } from "@unspectro/inputs";
import { type AmplitudeDecoder, amplitudeDecoder, melDecoder } from "@unspectro/retrieval";
import { settle } from "../input/convention.ts";
import type { ConventionWishes } from "../options/convention.ts";
import type { MelWishes } from "../options/retrieval.ts";

/** The convention, with a mel producer's own defaults below what the user says. */
export async function conventionOf(
  source: FrameSource,
  wishes: ConventionWishes,
  mel: MelWishes | undefined,
): Promise<Resolution> {
  if (mel === undefined) return settle(wishes, { facts: await factsOfMagnitudes(source) });
  const { given } = wishes;
  const fftSize = given.geometry?.fftSize;
  // The producers' windows are as long as their FFT where nobody says otherwise.
  const fitting = fftSize === undefined ? {} : { geometry: { window: { length: fftSize } } };
  const producer = mergeConventions(fitting, mel.producer.convention);
  return settle({ ...wishes, given: mergeConventions(given, producer) }, {});
}

/** Seven octaves of twelve: what librosa.cqt gives, and no STFT ever does. */
const CQT_ROWS = 84;

/** Takes stored rows to linear amplitudes of bins. @throws ConventionError, DataError */
export function decoderOf(
  source: FrameSource,
  { convention, fields }: Resolution,
  mel: MelWishes | undefined,
): AmplitudeDecoder {
  const { fftSize, sampleRate } = convention.geometry;
  if (mel !== undefined) {
    const { bins: bands } = alignMagnitudes(source, convention, { bins: "any" });
    const definition = { ...mel.producer.mel, ...mel.changes, bands, fftSize };
    return melDecoder(convention, { ...definition, sampleRate: sampleRate ?? 22050 });
  }
  const decoder = amplitudeDecoder(convention);
  const assumed = fields.some(({ path, origin }) => path === "geometry.fftSize" && origin === "assumed");
  if (decoder.stored === CQT_ROWS && assumed) {
    throw new DataError(
      "not-invertible",
      "84 rows are seven octaves of a constant-Q transform, not an STFT",
      {
        file: source.name,
        expected: "the bins of an STFT, or mel bands (--mel)",
        found: `${CQT_ROWS} rows`,
        advice: "invert it with its own inverse (librosa.icqt), or say with --fft-size that it is an STFT",
      },
    );
  }
  return decoder;
}
