/** @file The entry `downhill/node`: data sets, weights, models and checkpoints in files. */

export { loadCheckpoint } from "./checkpoint/files/loadCheckpoint.ts";
export { loadNpy } from "./checkpoint/files/loadNpy.ts";
export { loadNpz } from "./checkpoint/files/loadNpz.ts";
export { loadWeightsFile } from "./checkpoint/files/loadWeightsFile.ts";
export { saveCheckpoint } from "./checkpoint/files/saveCheckpoint.ts";
export { SaveError } from "./checkpoint/files/saveError.ts";
export { saveNpy } from "./checkpoint/files/saveNpy.ts";
export { saveWeightsFile } from "./checkpoint/files/saveWeightsFile.ts";
export { decodeNpz } from "./checkpoint/formats/decodeNpz.ts";
export { parseAnyIdx } from "./data/readers/parseAnyIdx.ts";
export { readIdxFile } from "./data/readers/readIdxFile.ts";
export { type ImageFolder, type ImageFolderOptions, readImageFolder } from "./data/readers/readImageFolder.ts";
export { type ReadImagesOptions, readImages } from "./data/readers/readImages.ts";
export type { Mnist } from "./data/readers/readMnist.ts";
export { readMnist } from "./data/readers/readMnist.ts";
export { readTable } from "./data/readers/readTable.ts";
export { loadModelFile } from "./model/files/loadModelFile.ts";
export { saveModelFile } from "./model/files/saveModelFile.ts";
