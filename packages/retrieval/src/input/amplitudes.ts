import {
  binMap,
  type Convention,
  magnitudeDecoder,
  makeWindow,
  type Numbers,
  scalingFactor,
} from "@unspectro/core";
import type { MelDefinition } from "../mel/filterbank.ts";
import { melInverse } from "../mel/invert.ts";

/** Stored magnitudes to linear amplitudes of the half spectrum, frame by frame. */
export interface AmplitudeDecoder {
  /** Numbers of a stored frame. */
  readonly stored: number;
  /** floor(N/2) + 1 */
  readonly bins: number;
  /** Decodes stored frame `index` of a block into `bins` amplitudes; bins that are not stored become 0. */
  decode(stored: Numbers, index: number, amplitudes: Float64Array): void;
  /** Cells that were not finite so far; they were taken as zero. */
  notFinite(): number;
}

/** Plans the decoding of a convention's magnitudes; both halves of a two-sided spectrum are averaged. */
export function amplitudeDecoder(convention: Convention): AmplitudeDecoder {
  const map = binMap(convention, scalingFactor(convention, makeWindow(convention.geometry.window)));
  const decode = magnitudeDecoder(convention.encoding.magnitude);
  const linear = new Float64Array(map.stored);
  const bins = Math.floor(convention.geometry.fftSize / 2) + 1;
  let bad = 0;
  return {
    stored: map.stored,
    bins,
    decode(stored, index, amplitudes) {
      decode(stored, index * map.stored, map.stored, linear);
      amplitudes.fill(0);
      for (let i = 0; i < map.stored; i++) {
        const amplitude = map.decode[i] * linear[i];
        if (amplitude - amplitude === 0) amplitudes[map.bin[i]] += Math.abs(amplitude);
        else bad++;
      }
    },
    notFinite: () => bad,
  };
}

/**
 * Plans the decoding of mel bands: the magnitude encoding is undone, then the bands are taken back to bins by non-negative
 * least squares. The convention's layout says where frames stand; its scaling holds for the bins.
 */
export function melDecoder(convention: Convention, definition: MelDefinition): AmplitudeDecoder {
  const inverse = melInverse(definition);
  const decode = magnitudeDecoder(convention.encoding.magnitude);
  const scaling = scalingFactor(convention, makeWindow(convention.geometry.window));
  const linear = new Float64Array(inverse.bands);
  const power = definition.power ?? 2;
  let bad = 0;
  return {
    stored: inverse.bands,
    bins: inverse.bins,
    decode(stored, index, amplitudes) {
      decode(stored, index * inverse.bands, inverse.bands, linear);
      for (let b = 0; b < linear.length; b++) {
        if (!(linear[b] - linear[b] === 0)) {
          bad++;
          linear[b] = 0;
        }
        // The encoding's amplitude is the root of a power where bands sum powers.
        linear[b] = power === 2 ? linear[b] ** 2 : Math.abs(linear[b]);
      }
      inverse.run(linear, amplitudes);
      for (let k = 0; k < amplitudes.length; k++) amplitudes[k] /= scaling;
    },
    notFinite: () => bad,
  };
}
