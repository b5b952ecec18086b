/** Banks and windows in files: JSON, and arrays that any reader or writer of unspectro takes (.npy and others). */
export { bankFromSource, bankSource, windowFromSource, windowSource } from "./arrays.ts";
export { type BankJson, bankFromJson, bankToJson } from "./json.ts";
