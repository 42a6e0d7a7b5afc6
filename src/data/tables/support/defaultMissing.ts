/** Texts that stand for a missing cell, besides an empty one. */
export const defaultMissing: readonly string[] = ["NA", "N/A", "n/a", "#N/A", "NaN", "nan", "null", "NULL", "?"];
