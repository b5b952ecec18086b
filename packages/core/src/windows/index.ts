/** Windows of every family, periodic and symmetric. */
export { type WindowFamilyInfo, type WindowParameterInfo, windowFamilies } from "./families.ts";
export { makeWindow } from "./make.ts";
