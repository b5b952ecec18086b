export * from "./colourmaps/index.ts";
