/** Iterative methods by name. */
export type MethodName =
  | "relaxed"
  | "accelerated-griffin-lim"
  | "fast-griffin-lim"
  | "griffin-lim"
  | "admm"
  | "raar"
  | "l-bfgs";

/** For a menu or a help text: the name, and when it is worth choosing. */
export const methods: Readonly<Record<MethodName, string>> = {
  relaxed: "ADMM to find the way, then fast Griffin-Lim with a relaxed projection: the default",
  "accelerated-griffin-lim": "Nenov, Nguyen and Balazs 2023: good in few rounds",
  "fast-griffin-lim":
    "Perraudin, Balazs and Sondergaard 2013, momentum 0.99: what librosa and torchaudio run",
  "griffin-lim": "Griffin and Lim 1984: never gets worse, slow",
  admm: "Masuyama, Yatabe and Oikawa 2019: leads where there is no good start",
  raar: "relaxed averaged alternating reflections, Luke 2005",
  "l-bfgs": "Decorsiere et al. 2015: for noisy phases",
};
