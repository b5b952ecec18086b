/** How frequencies are laid out. */
export type Scale = "linear" | "log" | "mel";

/** How the picture is to look. */
export interface Look {
  map: string;
  /** Decibels from dark to bright. */
  range: number;
  scale: Scale;
  what: "magnitudes" | "phases";
}

export function usualLook(): Look {
  return { map: "magma", range: 80, scale: "linear", what: "magnitudes" };
}
