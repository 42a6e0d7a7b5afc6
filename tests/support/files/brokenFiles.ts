/**
 * @file Files with every kind of damage, for every parser of data from outside. Each must give a value, or a typed
 * error that names the file. Used by badFiles.test.ts and, with more mutations, by `npm run soak`.
 */
import { gzipSync } from "node:zlib";
import { tensor } from "../../../src/autograd/index.ts";
import { Random } from "../../../src/autograd/random.ts";
import {
  decodeCheckpoint,
  decodeNpy,
  encodeCheckpoint,
  encodeNpy,
  encodeWeights,
  FileFormatError,
  loadWeights,
} from "../../../src/checkpoint/index.ts";
import { DataFileError } from "../../../src/data/dataFileError.ts";
import { Preprocessing } from "../../../src/data/preprocessing/preprocessing.ts";
import { parseAnyIdx } from "../../../src/data/readers/parseAnyIdx.ts";
import { parseIdx } from "../../../src/data/readers/parseIdx.ts";
import { parseTable } from "../../../src/data/tables/parseTable.ts";
import { cnn, warmedUp } from "../models.ts";
import { intact as intactRun, mutateSigned, restore } from "./signedCheckpoint.ts";

/** One kind of file: an intact one, and its parser. */
export interface Format {
  intact: Uint8Array;
  /** Reads a file called "broken"; returns a text that tells what was read. */
  parse(bytes: Uint8Array): string;
  /** A damaged one, where random damage to its bytes would always be noticed by a checksum. */
  mutate?(random: Random): Uint8Array;
}

const text = new TextEncoder();
const csv = text.encode('x,y,kind\n0.5,1,"cat"\n1,-2e-3,"a ""dog"""\r\n3,4,cat\n');
const idx = Uint8Array.from([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6]);
const model = cnn(1);
const untouched = encodeWeights(model);

/** Loads weights and, if they are refused, makes sure that the model is as it was before. */
function parseWeights(bytes: Uint8Array): string {
  model.loadStateDict(initial);
  try {
    loadWeights(model, bytes, { file: "broken" });
  } catch (error) {
    if (!same(encodeWeights(model), untouched)) throw new Error(`a half-loaded model after: ${error}`);
    throw error;
  }
  return "weights";
}

const initial = model.stateDict();
const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

function parseCsv(bytes: Uint8Array, task: "classification" | "regression"): string {
  const table = parseTable(new TextDecoder().decode(bytes), "broken");
  return `${Preprocessing.fit(table, { task }).examples(table).inputs.shape}`;
}

/** JSON itself is read by the engine: other text counts as null. */
function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

export const formats: Record<string, Format> = {
  safetensors: { intact: encodeWeights(warmedUp(2)), parse: parseWeights },
  checkpoint: {
    intact: encodeCheckpoint({
      model: warmedUp(2),
      generators: { random: new Random(3) },
      step: 12,
      extra: { best: 0.5 },
    }),
    parse: (bytes) => JSON.stringify(decodeCheckpoint(bytes, "broken").extra),
  },
  "checkpoint, signed again": { intact: intactRun, parse: restore, mutate: mutateSigned },
  npy: {
    intact: encodeNpy(
      tensor([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    ),
    parse: (bytes) => `${decodeNpy(bytes, "broken").shape}`,
  },
  idx: { intact: idx, parse: (bytes) => `${parseIdx(bytes, "broken").shape}` },
  "idx.gz": { intact: gzipSync(idx), parse: (bytes) => `${parseAnyIdx(bytes, "broken").shape}` },
  csv: { intact: csv, parse: (bytes) => parseCsv(bytes, "classification") },
  "csv of numbers": { intact: text.encode("x,y\n1,2\n3,4.5\n"), parse: (bytes) => parseCsv(bytes, "regression") },
  preprocessing: {
    intact: text.encode(JSON.stringify(Preprocessing.fit(parseTable(new TextDecoder().decode(csv))))),
    parse: (bytes) => {
      const preprocessing = Preprocessing.fromJSON(parseJson(bytes), "broken");
      return `${preprocessing.transform(parseTable(new TextDecoder().decode(csv), "broken")).shape}`;
    },
  },
};

/**
 * The error that the parser ended with, or null if the file is still a valid one. Throws if the error is not a clear
 * one.
 */
export function verdict(format: Format, bytes: Uint8Array): string | null {
  try {
    format.parse(bytes);
    return null;
  } catch (error) {
    if (!(error instanceof FileFormatError || error instanceof DataFileError)) throw error;
    if (!error.message.startsWith("broken") || !/: needs .+, got .+/s.test(error.message) || error.message.length > 500)
      throw new Error(`not a clear error: ${error.message}`);
    return error.message;
  }
}

/**
 * One random damage after another, one to four of them: flipped bits, cuts, holes, repeats, hostile numbers and texts.
 */
export function mutate(format: Format, random: Random): Uint8Array {
  if (format.mutate) return format.mutate(random);
  let bytes = format.intact;
  for (let n = 1 + random.integer(4); n > 0; n--) bytes = damages[random.integer(damages.length)](bytes, random);
  return bytes;
}

const place = (bytes: Uint8Array, random: Random): number =>
  random.integer(2) === 0 ? random.integer(Math.min(bytes.length, 600) + 1) : random.integer(bytes.length + 1);

const splice = (bytes: Uint8Array, at: number, remove: number, insert: Uint8Array): Uint8Array =>
  Uint8Array.from([...bytes.subarray(0, at), ...insert, ...bytes.subarray(at + remove)]);

const hostile = [
  '{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}',
  '"__metadata__":{},',
  "9007199254740993",
  "-1",
  "1e999",
  "4294967295,4294967295",
  "[[[[[[[[",
  "\\ud800",
  '""""""',
  "NaN",
  "'shape': (99999999999,), ",
  "\u0000",
].map((value) => text.encode(value));

const damages: ((bytes: Uint8Array, random: Random) => Uint8Array)[] = [
  (bytes, random) => {
    const at = place(bytes, random);
    return splice(bytes, at, 1, Uint8Array.of(bytes[at] ^ (1 << random.integer(8))));
  },
  (bytes, random) => splice(bytes, place(bytes, random), 1, Uint8Array.of(random.integer(256))),
  (bytes, random) => bytes.slice(0, place(bytes, random)),
  (bytes, random) => splice(bytes, place(bytes, random), random.integer(20), new Uint8Array(0)),
  (bytes, random) => {
    const at = place(bytes, random);
    return splice(bytes, at, 0, bytes.slice(at, at + random.integer(100)));
  },
  (bytes, random) => splice(bytes, place(bytes, random), random.integer(12), hostile[random.integer(hostile.length)]),
  (bytes, random) => splice(bytes, random.integer(12), 4, new Uint8Array(4).fill(0xff)),
  (bytes, random) =>
    splice(bytes, place(bytes, random), 0, new Uint8Array(random.integer(50)).fill(random.integer(256))),
];
