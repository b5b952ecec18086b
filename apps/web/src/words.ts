/** Numbers as people write them. */

/** `44 100`: digits in threes, with narrow spaces. */
export function grouped(value: number): string {
  const [whole, part] = String(value).split(".");
  const threes = whole!.replace(/\B(?=(\d{3})+$)/g, "\u202f");
  return part === undefined ? threes : `${threes}.${part}`;
}

/** `1:05.3`, `2:03:10`: a place in time. */
export function clock(seconds: number): string {
  // Rounded before it is taken apart: 59.97 is 1:00.0, not 0:60.0.
  const tenths = Math.round(10 * Math.max(0, seconds)) / 10;
  const total = tenths >= 3600 ? Math.round(tenths) : tenths;
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor(total / 60) % 60;
  const rest = (total % 60).toFixed(hours > 0 ? 0 : 1).padStart(hours > 0 ? 2 : 4, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** `0.3 s`, `3 min 20 s`: a stretch of time. */
export function duration(seconds: number): string {
  if (seconds < 100) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** `-1.0 dBFS`. */
export function dbfs(amplitude: number): string {
  return amplitude > 0 ? `${(20 * Math.log10(amplitude)).toFixed(1)} dBFS` : "silence";
}
