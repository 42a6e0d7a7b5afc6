import { csvDataset } from "./csvDataset.ts";
import type { CsvDataset } from "./support/csvTable.ts";
import { readText } from "./support/readFile.ts";

/** Reads a CSV file with a class in one column; see `csvDataset`. */
export const readCsvDataset = (file: string, options?: Parameters<typeof csvDataset>[2]): CsvDataset =>
  csvDataset(readText(file), file, options);
