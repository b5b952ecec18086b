/** Made by `node benchmarks/cases/calibrate.mjs fit` (docs/identification.md names the cases): what evidence weighs. */
export const CALIBRATION: { readonly constant: number; readonly weights: readonly number[] } = {
  constant: -6,
  weights: [2, 0.6, 0.8, 8, 8],
};
