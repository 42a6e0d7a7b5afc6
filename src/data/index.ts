/** @file Data sets and batches, for Node and browsers. node.ts has the functions that read files. */

export { dataChecksum } from "./dataChecksum.ts";
export { DataFileError } from "./dataFileError.ts";
export { type Dataset, dataset, type Examples, type RegressionDataset } from "./dataset.ts";
export { circles } from "./generators/circles.ts";
export { drawnDigits } from "./generators/drawnDigits.ts";
export { gauss } from "./generators/gauss.ts";
export { noisyLine } from "./generators/noisyLine.ts";
export { noisySine } from "./generators/noisySine.ts";
export { spiral } from "./generators/spiral.ts";
export type { ToyOptions } from "./generators/support/toyOptions.ts";
export { twoMoons } from "./generators/twoMoons.ts";
export { xor } from "./generators/xor.ts";
export { Loader, type LoaderOptions, type LoaderState } from "./loader.ts";
export { type FoldOptions, type PreparedFold, prepareFolds } from "./preprocessing/prepareFolds.ts";
export { type PreparedTable, type PrepareOptions, prepareTable } from "./preprocessing/prepareTable.ts";
export {
  type FitOptions,
  type IgnoredColumn,
  Preprocessing,
  type PreprocessingJson,
} from "./preprocessing/preprocessing.ts";
export type { Encoding, NumberEncoding, TextEncoding } from "./preprocessing/support/encoding.ts";
export type { TaskKind } from "./preprocessing/support/inferTask.ts";
export type { Row } from "./preprocessing/support/tableOfRows.ts";
export type { ClassTarget, NumberTarget, Target } from "./preprocessing/support/target.ts";
export type { IdxArray, IdxValues } from "./readers/idxArray.ts";
export { imageDataset } from "./readers/imageDataset.ts";
export { parseIdx } from "./readers/parseIdx.ts";
export { type IdxHeader, parseIdxHeader } from "./readers/parseIdxHeader.ts";
export { regressionDataset } from "./regressionDataset.ts";
export { split } from "./split.ts";
export { standardize } from "./standardize.ts";
export { subset } from "./subset.ts";
export { quadratic } from "./surfaces/quadratic.ts";
export { slopeAt } from "./surfaces/slopeAt.ts";
export type { Point, Surface } from "./surfaces/surface.ts";
export { surfaces } from "./surfaces/surfaces.ts";
export { valuesOnGrid } from "./surfaces/valuesOnGrid.ts";
export { parseTable } from "./tables/parseTable.ts";
export type { Column, ColumnKind, NumberColumn, Table, TextColumn } from "./tables/table.ts";
export type { TableOptions } from "./tables/tableOptions.ts";
