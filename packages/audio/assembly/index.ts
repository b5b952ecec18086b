export { encoded, input, window } from "./memory";
export { largest } from "./largest";
export { dither, encodePcm } from "./pcm";
export { notFinite, peak, scale32, scale64 } from "./scale";
