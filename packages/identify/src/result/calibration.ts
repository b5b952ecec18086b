/** Made by `node benchmarks/cases/calibrate.mjs fit` (docs/identification.md names the cases): what evidence weighs. */
export const CALIBRATION: { readonly constant: number; readonly weights: readonly number[] } = {
  constant: -3.554,
  weights: [1.902, 3.913, 2.678, 1.511, 2.241, 2.595, 1.775, 0.565, 1.257, 1.297, 2.589, 0.412],
};
