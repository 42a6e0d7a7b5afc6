/** @file Data sets and batches, for Node and browsers. Reading files needs Node: files.ts. */
export * from "./csvDataset.ts";
export * from "./dataFileError.ts";
export * from "./dataset.ts";
export * from "./digits.ts";
export * from "./idx.ts";
export * from "./loader.ts";
export * from "./regression.ts";
export * from "./standardize.ts";
export * from "./surfaces.ts";
export type { ToyOptions } from "./toyOptions.ts";
export * from "./toys.ts";
