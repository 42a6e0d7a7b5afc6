/** @file Files that are small, or legal in every part, and made to need very much time or memory. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { stored } from "../../../src/checkpoint/index.ts";
import { runProgram, temporaryFolder } from "../runProgram.ts";
import { sign } from "./signedCheckpoint.ts";
import type { Cost } from "./tryBomb.ts";

const text = new TextEncoder();

function npy(header: string, data = 0): Uint8Array {
  const start = [0x93, ...text.encode("NUMPY"), 1, 0, header.length & 255, header.length >> 8];
  return Uint8Array.from([...start, ...text.encode(header), ...new Uint8Array(data)]);
}

const fortran = (axes: number): Uint8Array =>
  npy(`{'descr':'<f4','fortran_order':True,'shape':(${"1,".repeat(axes)})}`, 4);

function safetensors(header: Uint8Array): Uint8Array {
  const file = new Uint8Array(8 + header.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, 8);
  return file;
}

/** One name that fills the longest header, one letter of which doubles the memory of the others. */
function oneLongName(length: number): Uint8Array {
  const header = new Uint8Array(length).fill(0x78);
  header.set(text.encode('{"Ω'));
  header.set(text.encode('":1}'), length - 4);
  return safetensors(header);
}

/** The largest numbers of tensors and axes that are read. */
function manyTensors(): Uint8Array {
  const shape = `[${new Array(32).fill(0)}]`;
  const entries = Array.from(
    { length: 16_384 },
    (_, i) => `"${i}":{"dtype":"F64","shape":${shape},"data_offsets":[0,0]}`,
  );
  return safetensors(text.encode(`{${entries}}`));
}

const megabyte = new Map([["run.t", stored(new Float32Array(2 ** 18), [2 ** 18])]]);
const run = (extra: string): string => `{"step":1,"extra":${extra}}`;
const many = (count: number, item: string): string => `[${new Array(count).fill(item)}]`;

/** Promises 2²⁸ bytes in a file a thousandth as long, and holds some less. */
function zippedIdx(): Uint8Array {
  const start = gzipSync(Uint8Array.of(0, 0, 8, 1, 0x10, 0, 0, 0));
  const megabyte = gzipSync(new Uint8Array(2 ** 20));
  return Buffer.concat([start, ...new Array<Uint8Array>(255).fill(megabyte)]);
}

const classes = Array.from({ length: 40_000 }, (_, i) => `1,c${i}\n`);

const bombs: readonly [format: string, name: string, bytes: () => Uint8Array][] = [
  ["npy", "spaces in the header", () => npy(`{${" ".repeat(9990)}`)],
  ["npy", "1600 axes", () => fortran(1600)],
  ["npy", "32 axes", () => fortran(32)],
  ["checkpoint, signed again", "one array in 400 places", () => sign(run(many(400, '{"$array":"run.t"}')), megabyte)],
  ["checkpoint, signed again", "small objects", () => sign(run(many(133_000, "{}")), new Map())],
  ["checkpoint, signed again", "small lists", () => sign(run(many(133_000, "[]")), new Map())],
  ["checkpoint, signed again", "more small objects", () => sign(run(many(690_000, "{}")), new Map())],
  ["safetensors", "a long name", () => oneLongName(2 ** 20)],
  ["safetensors", "a name as long as a header", () => oneLongName(2 ** 23)],
  ["safetensors", "a header of 95 MB", () => oneLongName(95_000_000)],
  ["safetensors", "the largest number of tensors that is read", manyTensors],
  ["csv", "a million digits that are not a number", () => text.encode(`x,kind\n${"1".repeat(1e6)}x,a\n`)],
  ["csv", "40000 classes", () => text.encode(`x,kind\n${classes.join("")}`)],
  ["csv", "a short row after two million", () => text.encode(`x,kind\n${"1,2\n".repeat(2e6)}1\n`)],
  ["csv", "eight million columns", () => text.encode(`x,kind\n${",".repeat(8e6)}\n`)],
  ["csv", "four million quotes in a cell", () => text.encode(`x,kind\n1,"${'""'.repeat(4e6)}"\n`)],
  [
    "csv",
    "a million classes",
    () => text.encode(`x,kind\n${Array.from({ length: 1e6 }, (_, i) => `1,c${i}\n`).join("")}`),
  ],
  ["idx.gz", "zeros inflated", zippedIdx],
];

/** Measures reading each in a separate process, since making them here takes memory too. */
export function tryBombs(): (Cost & { bomb: string })[] {
  const path = join(temporaryFolder(), "bomb");
  return bombs.map(([format, name, bytes]) => {
    writeFileSync(path, bytes());
    const [line] = runProgram("files/tryBomb.ts", format, path);
    return { bomb: `${format}: ${name}`, ...(JSON.parse(line) as Cost) };
  });
}
