/** @file What downhill offers in Node only, as `downhill/node`: data sets from files. */
export * from "./data/files.ts";
