import { transform } from "./fft";
import { forwardRows, inverseRows } from "./forward";
import { energyOfFrames, inverseFrames } from "./inverse";
import { settle } from "./overlap";
import { Decode, Fft, Stft } from "./records";
import { distanceOfFrames, roundFrames } from "./rounds";

/** Where free memory begins. */
export function heap(): usize {
  return __heap_base;
}

/** Bytes of each record, for the host to compare. */
export function fftBytes(): usize {
  return offsetof<Fft>();
}
export function stftBytes(): usize {
  return offsetof<Stft>();
}
export function decodeBytes(): usize {
  return offsetof<Decode>();
}

export function inverse32(
  stft: Stft,
  decode: Decode,
  magnitude: usize,
  phase: usize,
  columns: i32,
  first: i32,
  frames: i32,
  sums: usize,
): void {
  inverseFrames<f32>(stft, decode, magnitude, phase, columns, first, frames, sums);
}
export function inverse64(
  stft: Stft,
  decode: Decode,
  magnitude: usize,
  phase: usize,
  columns: i32,
  first: i32,
  frames: i32,
  sums: usize,
): void {
  inverseFrames<f64>(stft, decode, magnitude, phase, columns, first, frames, sums);
}

export function energy32(
  stft: Stft,
  decode: Decode,
  magnitude: usize,
  phase: usize,
  columns: i32,
  frames: i32,
): f64 {
  return energyOfFrames<f32>(stft, decode, magnitude, phase, columns, frames);
}
export function energy64(
  stft: Stft,
  decode: Decode,
  magnitude: usize,
  phase: usize,
  columns: i32,
  frames: i32,
): f64 {
  return energyOfFrames<f64>(stft, decode, magnitude, phase, columns, frames);
}

export function synthesise32(stft: Stft, rows: usize, first: i32, frames: i32, sums: usize): void {
  inverseRows<f32>(stft, rows, first, frames, sums);
}
export function synthesise64(stft: Stft, rows: usize, first: i32, frames: i32, sums: usize): void {
  inverseRows<f64>(stft, rows, first, frames, sums);
}

export function analyse32(stft: Stft, signal: usize, first: i32, frames: i32, rows: usize): void {
  forwardRows<f32>(stft, signal, first, frames, rows);
}
export function analyse64(stft: Stft, signal: usize, first: i32, frames: i32, rows: usize): void {
  forwardRows<f64>(stft, signal, first, frames, rows);
}

export function round32(
  step: i32,
  stft: Stft,
  signal: usize,
  first: i32,
  frames: i32,
  magnitudes: usize,
  t: usize,
  d: usize,
  parameters: usize,
  sums: usize,
): void {
  roundFrames<f32>(step, stft, signal, first, frames, magnitudes, t, d, parameters, sums);
}
export function round64(
  step: i32,
  stft: Stft,
  signal: usize,
  first: i32,
  frames: i32,
  magnitudes: usize,
  t: usize,
  d: usize,
  parameters: usize,
  sums: usize,
): void {
  roundFrames<f64>(step, stft, signal, first, frames, magnitudes, t, d, parameters, sums);
}

export function distance32(stft: Stft, signal: usize, first: i32, frames: i32, magnitudes: usize): f64 {
  return distanceOfFrames<f32>(stft, signal, first, frames, magnitudes);
}
export function distance64(stft: Stft, signal: usize, first: i32, frames: i32, magnitudes: usize): f64 {
  return distanceOfFrames<f64>(stft, signal, first, frames, magnitudes);
}

export function transform32(fft: Fft, data: usize): void {
  transform<f32>(fft, data);
}
export function transform64(fft: Fft, data: usize): void {
  transform<f64>(fft, data);
}

export function settle32(sums: usize, count: i32, scale: usize, period: i32, out: usize): void {
  settle<f32>(sums, count, scale, period, out);
}
export function settle64(sums: usize, count: i32, scale: usize, period: i32, out: usize): void {
  settle<f64>(sums, count, scale, period, out);
}
