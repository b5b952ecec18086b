/**
 * NumPy arrays, `.npy` and `.npz`, read and written.
 *
 * @module
 */
export { npy } from "./npy.ts";
