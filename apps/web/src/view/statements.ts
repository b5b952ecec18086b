/** The statements of the account, in the order in which people ask; the first path of each is what it is about. */
export interface Statement {
  readonly name: string;
  /** Fields that can be edited under it. */
  readonly paths: readonly string[];
  /** Where identification tells its evidence. */
  readonly evidence: readonly string[];
  /** Shown only when opened. */
  readonly rare?: boolean;
}

export const statements: readonly Statement[] = [
  { name: "FFT size", paths: ["geometry.fftSize"], evidence: ["geometry.fftSize"] },
  { name: "Hop", paths: ["geometry.hop"], evidence: ["geometry.hop"] },
  { name: "Window", paths: ["geometry.window.family"], evidence: ["geometry.window"] },
  { name: "Window length", paths: ["geometry.window.length"], evidence: ["geometry.window"] },
  { name: "Symmetric", paths: ["geometry.window.symmetric"], evidence: [], rare: true },
  { name: "Magnitudes", paths: ["encoding.magnitude.scale"], evidence: ["encoding.magnitude"] },
  { name: "Phases", paths: ["encoding.phase.unit"], evidence: ["encoding.phase"] },
  { name: "Phase zero", paths: ["encoding.phase.origin"], evidence: ["encoding.phase.origin"], rare: true },
  { name: "Phase sign", paths: ["encoding.phase.sign"], evidence: [], rare: true },
  { name: "Edges", paths: ["geometry.padding"], evidence: ["geometry.padding"] },
  { name: "First frame", paths: ["geometry.start"], evidence: [], rare: true },
  { name: "Window place", paths: ["geometry.placement"], evidence: [], rare: true },
  { name: "Last frame", paths: ["geometry.tail"], evidence: [], rare: true },
  { name: "Scaling", paths: ["encoding.scaling.rule"], evidence: [], rare: true },
  { name: "Time axis", paths: ["layout.frames"], evidence: ["layout.frames"], rare: true },
  { name: "Spectrum", paths: ["layout.sides"], evidence: [], rare: true },
  { name: "Upside down", paths: ["layout.flipped"], evidence: [], rare: true },
  { name: "Length", paths: ["geometry.length"], evidence: ["geometry.length"], rare: true },
];
