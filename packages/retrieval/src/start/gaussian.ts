/**
 * The Gaussian that stands in for a window in phase gradient heap integration: g(t) = exp(-pi (t - c)^2 / gamma).
 */
export interface GaussianEquivalent {
  /** gamma, in samples squared. */
  readonly gamma: number;
  /** c: the window's centre of energy, in samples from the buffer's start. */
  readonly centre: number;
}

/**
 * The Gaussian nearest to a window in shape: the one of largest correlation with it, both of unit energy
 * (Prusa, Balazs and Sondergaard 2017, section V). For a periodic Hann window of L samples gamma is 0.249 L^2.
 *
 * @throws RangeError when the window is all zeros
 */
export function gaussianEquivalent(window: Float64Array): GaussianEquivalent {
  let energy = 0;
  let moment = 0;
  for (let n = 0; n < window.length; n++) {
    energy += window[n] ** 2;
    moment += n * window[n] ** 2;
  }
  if (!(energy > 0)) throw new RangeError("a window of zeros has no Gaussian equivalent");
  const centre = moment / energy;
  const correlation = (gamma: number): number => {
    let dot = 0;
    let own = 0;
    for (let n = 0; n < window.length; n++) {
      const g = Math.exp((-Math.PI * (n - centre) ** 2) / gamma);
      dot += g * window[n];
      own += g * g;
    }
    return dot / Math.sqrt(own * energy);
  };
  // In log gamma the correlation has one maximum; golden section finds it.
  let low = Math.log(0.1);
  let high = Math.log(4 * window.length ** 2 + 1);
  const ratio = (Math.sqrt(5) - 1) / 2;
  let a = high - ratio * (high - low);
  let b = low + ratio * (high - low);
  let atA = correlation(Math.exp(a));
  let atB = correlation(Math.exp(b));
  while (high - low > 1e-6) {
    if (atA > atB) {
      high = b;
      b = a;
      atB = atA;
      a = high - ratio * (high - low);
      atA = correlation(Math.exp(a));
    } else {
      low = a;
      a = b;
      atA = atB;
      b = low + ratio * (high - low);
      atB = correlation(Math.exp(b));
    }
  }
  return { gamma: Math.exp((low + high) / 2), centre };
}
