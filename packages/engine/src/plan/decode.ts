import {
  type BinMap,
  type Convention,
  clippedReplacer,
  FLOOR_TOLERANCE,
  type MagnitudeEncoding,
} from "@unspectro/core";
import { amplitudePlan, amplitudeTable } from "./amplitude.ts";
import { angleConstants } from "./angle.ts";
import { COMPLEX_BYTES } from "./fft.ts";
import type { KernelMemory } from "./memory.ts";
import { placesOf, plainFactor } from "./places.ts";
import { writeDecode } from "./records.ts";

export interface DecodePlan {
  /** The record's address. */
  readonly record: number;
  /** A factor common to all cells, for the synthesis window. */
  readonly gain: number;
}

/** Lays into memory how stored frames become half spectra of `bins` bins. */
export function planDecode(
  memory: KernelMemory,
  { encoding }: Convention,
  map: BinMap,
  bins: number,
  complex: boolean,
): DecodePlan {
  const amplitude = amplitudePlan(encoding.magnitude);
  const conjugate = complex && encoding.phase.sign < 0;
  const plain = conjugate ? null : plainFactor(map, bins);
  const places = plain === null ? placesOf(map, bins, conjugate) : null;
  const record = writeDecode(memory, {
    bins: map.stored,
    complex: complex ? 1 : 0,
    amplitude: complex ? 0 : amplitude.kind,
    amplitudeConstants: writeAmplitude(memory, amplitude),
    clip: complex ? 0 : writeClip(memory, encoding.magnitude),
    angleConstants: writeAngle(memory, encoding.phase),
    places: places === null ? 0 : memory.integers(places.stored),
    factors: places === null ? 0 : memory.reals(places.factors),
    stored: memory.reserve((map.stored + memory.lanes) * COMPLEX_BYTES),
    notFinite: 0,
  });
  return { record, gain: (plain ?? 1) * (complex ? 1 : amplitude.gain) };
}

function writeAmplitude(memory: KernelMemory, plan: ReturnType<typeof amplitudePlan>): number {
  const { doubles, singles } = amplitudeTable(plan);
  const at = memory.reserve(256 + singles.byteLength);
  new Float64Array(memory.memory.buffer, at, doubles.length).set(doubles);
  new Float32Array(memory.memory.buffer, at + 256, singles.length).set(singles);
  return at;
}

/** Which stored value a clipped cell is read as is core's to say: it is asked with the floor itself. */
function writeClip(memory: KernelMemory, encoding: MagnitudeEncoding): number {
  const replace = clippedReplacer(encoding);
  if (replace === undefined) return 0;
  const { floor, multiplier = 1 } = encoding;
  const probe = Float64Array.of(floor ?? 0);
  replace(probe, 1);
  const upwards = Math.sign(multiplier);
  const limit = upwards * (floor ?? 0) + FLOOR_TOLERANCE * Math.abs(floor ?? 0);
  return memory.reals([upwards, limit, probe[0]]);
}

function writeAngle(memory: KernelMemory, encoding: Convention["encoding"]["phase"]): number {
  const { reals, exactAt, exact } = angleConstants(encoding, memory.precision);
  const exactBytes = exactAt * memory.elementBytes;
  const at = memory.reserve(exactBytes + 16);
  memory.view(at, reals.length).set(reals);
  new Float64Array(memory.memory.buffer, at + exactBytes, 2).set(exact);
  return at;
}
