/**
 * All that must be known to turn stored magnitudes and phases back into sound: plain JSON, in three parts.
 *
 * Frame m of an STFT in this project's words:
 *
 * ```
 * X_m[k] = sum_{j=0}^{L-1} w[j] x[s + m R + p + j] e^{-2 pi i k (p + j - o) / N}
 * ```
 *
 * `x` the audio (extended past its ends by `padding`), `N` = `fftSize`, `R` = `hop`, `s` = where the first FFT buffer
 * begins (`start`), `w` = the window of length `L`, `p` = where it lies in the buffer (`placement`), `o` = the sample of
 * the buffer that the phase refers to (`origin`). A window longer than the FFT folds into it (time aliasing, LTFAT).
 * The file stores, of `c X_m[k]` (`scaling`), some bins (`layout`) as `magnitude` and `phase`.
 */
export interface Convention {
  /** Which version of this schema; a reader of a newer one refuses rather than guesses. */
  readonly version: 1;
  /** The profile it came from, if any. For people; nothing depends on it. */
  readonly profile?: string;
  readonly layout: Layout;
  readonly encoding: Encoding;
  readonly geometry: Geometry;
}

/** Where the cells of the spectrogram stand in the array. */
export interface Layout {
  /** What one frame is in the array as its producer shows it: librosa's bins x frames has frames as columns. */
  readonly frames: "rows" | "columns";
  /**
   * `one`: bins 0 .. floor(N/2). `two`: 0 .. N-1. `centred`: two-sided, DC at floor(N/2), so Nyquist first for even N
   * (fftshift). `centred-nyquist-last`: two-sided, from -N/2+1 to N/2 (MATLAB's stft).
   */
  readonly sides: "one" | "two" | "centred" | "centred-nyquist-last";
  /** Bins at the edges of a one-sided spectrum that are not stored. */
  readonly dropped: readonly ("dc" | "nyquist")[];
  /** Further bins missing at the top of a one-sided spectrum (a cut band). */
  readonly cutTop: number;
  /** Stored from the highest frequency down (pictures). */
  readonly flipped: boolean;
  /** Leading rows and columns of the array that hold indices, not data. */
  readonly skipRows: number;
  readonly skipColumns: number;
}

/** What the stored numbers mean. */
export interface Encoding {
  readonly magnitude: MagnitudeEncoding;
  readonly phase: PhaseEncoding;
  readonly scaling: Scaling;
  /** `frame-mean`: the producer removed each frame's mean before windowing (scipy.signal.spectrogram). */
  readonly detrend: "none" | "frame-mean";
}

/**
 * Stored magnitude v of amplitude a = |c X|:
 *
 * | scale | v |
 * | --- | --- |
 * | `amplitude` | a |
 * | `power` | a^2 |
 * | `power-law` | a^`exponent` |
 * | `decibel` | `factor` log10(max(a, ...) / `reference`), factor 20, or 10 where someone took 10 log10 of amplitude |
 * | `logarithm` | `factor` log_`base`(a + `added`), factor 2 for the log of power |
 * | `log1p` | ln(1 + `factor` a) |
 *
 * and then, for all scales, stored = `multiplier` v + `offset` (8-bit pictures, [0, 1] normalisation).
 * Cells stored at or below `floor` were clipped: the amplitude is there or below, and is read as `FLOOR_SHARE` of it.
 */
export interface MagnitudeEncoding {
  readonly scale: "amplitude" | "power" | "power-law" | "decibel" | "logarithm" | "log1p";
  /** power-law only; default 1. */
  readonly exponent?: number;
  /** decibel: 20 by default; logarithm, log1p: 1 by default. */
  readonly factor?: number;
  /** decibel: the amplitude of 0 dB; default 1. */
  readonly reference?: number;
  /** logarithm: `e` by default. */
  readonly base?: number | "e";
  /** logarithm: what was added before taking it; default 0. */
  readonly added?: number;
  /** Default 1. */
  readonly multiplier?: number;
  /** Default 0. */
  readonly offset?: number;
  /** In stored units; null or absent: nothing was clipped. */
  readonly floor?: number | null;
}

/** Stored phase p of angle phi: p = (phi `sign`) in `unit`, then `multiplier` p + `offset` where given. */
export interface PhaseEncoding {
  readonly unit: "radians" | "degrees" | "turns" | "half-turns";
  /** Default 1 and 0: for integers and pictures. */
  readonly multiplier?: number;
  readonly offset?: number;
  /** -1: the producer's transform was conjugated (librosa <= 0.5, dpwe). */
  readonly sign: 1 | -1;
  /**
   * The sample that phase zero refers to (`o` above). `frame-start`: the buffer's first sample. `window-centre`: the
   * window's centre, placement + floor(L/2) (zero-phase windowing). `signal-start`: sample 0 of the audio (LTFAT's
   * freqinv).  A number: that sample of the buffer.
   */
  readonly origin: "frame-start" | "window-centre" | "signal-start" | number;
  /** Only informative: how the angles are spread; cos and sin are blind to it. */
  readonly wrapped: "wrapped" | "unwrapped-frequency" | "unwrapped-time";
  /** `time`: each frame holds the difference to the one before (instantaneous frequency, GANSynth). */
  readonly difference?: "none" | "time";
}

/** The factor c between the plain transform and what was stored. */
export interface Scaling {
  /**
   * `none`: c = 1. `window-sum`: 1 / sum(w) (scipy.signal.stft, matplotlib). `window-energy`: 1 / sqrt(sum w^2)
   * (torchaudio's `normalized`). `fft-size`: 1 / N (Web Audio). `sqrt-fft-size`: 1 / sqrt(N) (torch normalized).
   * `density`: 1 / sqrt(fs sum w^2) (scipy.signal.spectrogram), fs = 1 where the sample rate is not known.
   */
  readonly rule: "none" | "window-sum" | "window-energy" | "fft-size" | "sqrt-fft-size" | "density";
  /** A further factor on c, default 1. */
  readonly gain?: number;
  /** The amplitude factor of bins other than DC and Nyquist in one-sided data: 1, sqrt 2 (PSD) or 2; default 1. */
  readonly innerBins?: number;
}

/** How the frames were cut from the audio. */
export interface Geometry {
  /** N, a whole number >= 1; odd and prime sizes too. */
  readonly fftSize: number;
  /** R, in samples, a whole number >= 1; above the window's length it leaves gaps. */
  readonly hop: number;
  readonly window: WindowSpec;
  /** Where the window's first sample lies in the FFT buffer (p above); `centre`: floor((N - L) / 2). */
  readonly placement: "start" | "centre" | number;
  /**
   * Where the first FFT buffer begins, relative to the audio's sample 0 (s above): `zero`: 0; `half-fft`: -floor(N/2);
   * `half-window`: -floor(L/2); or a number of samples.
   */
  readonly start: "zero" | "half-fft" | "half-window" | number;
  /** What the producer put where frames reach past the audio's ends. `none`: no frame does. */
  readonly padding: "none" | "zeros" | "reflect" | "edge" | "circular";
  /**
   * How many frames there are of n samples, the audio being padded by max(0, -s) samples at both ends.
   *
   * `fit`: all FFT buffers that end within the padded audio (librosa, torch). `fit-window`: all windows that do (SciPy
   * without padding, MATLAB, matplotlib). `fit-window-early`: all windows that end before its last sample (Octave's
   * specgram). `cover`: windows until one reaches its end (scipy.signal.stft's `padded`). `touch`: all windows that
   * begin before the audio's end (SciPy's ShortTimeFFT). `ceil`: ceil(n / R) (TensorFlow's pad_end, Demucs).
   * `circular`: the audio zero-extended to a common multiple of R and N, over R (LTFAT).
   */
  readonly tail: "fit" | "fit-window" | "fit-window-early" | "cover" | "touch" | "ceil" | "circular";
  /** Samples of audio, where known: what lies past it is padding. */
  readonly length?: number | null;
  /** In hertz, where known. */
  readonly sampleRate?: number | null;
}

/** A window by formula or by its samples. */
export interface WindowSpec {
  readonly family: WindowFamily;
  /** L, in samples. */
  readonly length: number;
  /** Symmetric (filter design, MATLAB's default) or periodic (`fftbins`, DFT-even). */
  readonly symmetric: boolean;
  /** general-hamming: alpha; kaiser: beta; gaussian: standard deviation in samples; tukey: taper share. */
  readonly parameter?: number;
  /** general-cosine: a_0, a_1... as SciPy's; samples: the window itself, `length` of them. */
  readonly values?: readonly number[];
}

/** The families of windows we know by name. */
export type WindowFamily =
  | "rectangular"
  | "hann"
  | "hanning" // MATLAB's legacy Hann without its zero end points
  | "hamming"
  | "general-hamming"
  | "blackman"
  | "blackman-harris"
  | "nuttall"
  | "flat-top"
  | "bartlett"
  | "sine"
  | "sqrt-hann"
  | "kaiser"
  | "gaussian"
  | "tukey"
  | "general-cosine"
  | "samples";

/** Any part of a convention: what a user gave, what a profile sets, what a finder found. */
export type PartialConvention = {
  readonly version?: 1;
  readonly profile?: string;
  readonly layout?: Partial<Layout>;
  readonly encoding?: {
    readonly magnitude?: Partial<MagnitudeEncoding>;
    readonly phase?: Partial<PhaseEncoding>;
    readonly scaling?: Partial<Scaling>;
    readonly detrend?: Encoding["detrend"];
  };
  readonly geometry?: Partial<Omit<Geometry, "window">> & { readonly window?: Partial<WindowSpec> };
};

/** How we came by a field: said by the user, set by a profile, found in the data, or assumed. */
export type Origin = "given" | "profile" | "found" | "assumed";
