import type { Dataset, Examples } from "../../data/dataset.ts";

/** Returns whether the examples have class labels rather than numbers to predict. */
export const isClassification = (data: Examples): data is Dataset => "labels" in data;
