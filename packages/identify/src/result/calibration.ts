/** Made by `node benchmarks/cases/calibrate.mjs fit` (docs/identification.md names the cases): what evidence weighs. */
export const CALIBRATION: { readonly constant: number; readonly weights: readonly number[] } = {
  constant: -2.755,
  weights: [1.69, 5.379, 1.971, 1.504, 2.626, 3.012, 2.145, 0.62, 1.194, 1.253, 2.74, 0.12],
};
