import type { FrequencyScale } from "../grid/frequency.ts";
import type { Levels } from "../grid/waterfall.ts";

/** A mark on an axis: where (0 to 1), and its label. */
export interface Tick {
  readonly position: number;
  readonly label: string;
}

/** The smallest of 1, 2, 5 times a power of ten (times 6 beyond a minute of seconds) that makes at most `most` steps. */
function roundStep(span: number, most: number): number {
  const rough = span / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((step) => step * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Steps of clocks, in seconds, where powers of ten would read badly. */
const CLOCK = [15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400];

/** Marks along the time axis, at round times: `0.5`, `12`, `1:30`, `2:00:00`; or at round frame numbers. */
export function timeTicks(time: Levels["time"], most: number): Tick[] {
  const span = time.end - time.start;
  if (!(span > 0)) return [];
  const decimal = roundStep(span, most);
  const clock = time.unit === "s" && decimal > 10;
  const step = clock
    ? (CLOCK.find((value) => span / value <= most) ?? Math.ceil(span / most / 86400) * 86400)
    : decimal;
  const whole = time.unit === "frame" ? Math.max(1, step) : step;
  return multiples(time.start, time.end, whole).map((value) => ({
    position: (value - time.start) / span,
    label:
      clock || (time.unit === "s" && time.end >= 120) ? clockLabel(value, whole) : plainLabel(value, whole),
  }));
}

/** Fewer marks than this say too little of an axis. */
const LEAST_MARKS = 4;

/** Marks along the frequency axis: round frequencies; on log and mel axes 1, 2 and 5 of each decade, where there are some. */
export function frequencyTicks(scale: FrequencyScale, most: number): Tick[] {
  const { low, high } = scale;
  const steps = scale.scale === "linear" ? [] : decades(low, high);
  const even = roundStep(high - low, most);
  const candidates =
    steps.length < LEAST_MARKS ? multiples(low, high, Math.max(scale.unit === "bin" ? 1 : 0, even)) : steps;
  const ticks: Tick[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const frequency of candidates) {
    const position = scale.position(frequency);
    if (position - last < 0.6 / most) continue;
    last = position;
    ticks.push({ position, label: frequencyLabel(frequency) });
  }
  return ticks;
}

/** Marks along a colour bar. */
export function levelTicks(low: number, high: number, most: number): Tick[] {
  if (!(high > low)) return [];
  const step = roundStep(high - low, most);
  return multiples(low, high, step).map((value) => ({
    position: (value - low) / (high - low),
    label: plainLabel(value, step),
  }));
}

function multiples(low: number, high: number, step: number): number[] {
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
}

function decades(low: number, high: number): number[] {
  const found = low === 0 ? [0] : [];
  for (let power = 10 ** Math.floor(Math.log10(Math.max(low, 1))); power <= high; power *= 10)
    for (const factor of [1, 2, 5])
      if (factor * power >= low && factor * power <= high) found.push(factor * power);
  return found;
}

function plainLabel(value: number, step: number): string {
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return (value === 0 ? 0 : value).toFixed(digits);
}

function frequencyLabel(frequency: number): string {
  if (frequency >= 1000) return `${Number((frequency / 1000).toPrecision(6))}k`;
  return String(Number(frequency.toPrecision(6)));
}

function clockLabel(seconds: number, step: number): string {
  const sign = seconds < 0 ? "-" : "";
  const total = Math.abs(seconds);
  const [hours, minutes] = [Math.floor(total / 3600), Math.floor(total / 60) % 60];
  const rest = plainLabel(total % 60, Math.min(step, 1)).padStart(step < 1 ? 4 : 2, "0");
  return hours > 0
    ? `${sign}${hours}:${String(minutes).padStart(2, "0")}:${rest}`
    : `${sign}${minutes}:${rest}`;
}
