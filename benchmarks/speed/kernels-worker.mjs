// In a worker of a browser: how long the inverse takes a frame, by FFT size.
import { microsOf } from "./micros.mjs";

globalThis.postMessage([400, 1024, 2048].map((size) => ({ size, micros: microsOf(size, "single") })));
