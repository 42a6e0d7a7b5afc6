/** @file What downhill offers in Node only, as `downhill/node`: data sets, weights and checkpoints in files. */
export * from "./checkpoint/files.ts";
export { SaveError } from "./checkpoint/saveError.ts";
export * from "./data/files.ts";
