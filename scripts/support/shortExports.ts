import { number, Reader, replaceSection } from "./wasmFormat.ts";

const exportSection = 7;

/** Names the exports of a WebAssembly module a, b, … in their order: callers use the places of functions only. */
export const shortExports = (module: Uint8Array): Uint8Array<ArrayBuffer> =>
  replaceSection(module, exportSection, renamed);

/** Each export is a name, a kind and an index. */
function renamed(section: Uint8Array): number[] {
  const exports = new Reader(section).list((entry) => {
    entry.bytes();
    return [entry.byte(), ...number(entry.number())];
  });
  return [...number(exports.length), ...exports.flatMap((rest, i) => [1, "a".charCodeAt(0) + i, ...rest])];
}
