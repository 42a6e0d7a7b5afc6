import type { Dataset, Examples } from "../../data/dataset.ts";

/** Whether the examples have class labels; otherwise they have numbers to predict. */
export const isClassification = (data: Examples): data is Dataset => "labels" in data;
