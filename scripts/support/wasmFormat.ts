/** @file The binary format of WebAssembly: numbers, vectors and sections. */

/** Returns the sections of a module, which follow 8 bytes. */
export const sectionsOf = (module: Uint8Array): Section[] => new Reader(module, 8).sections();

/** Returns the module with other bytes in the section of this id. */
export function replaceSection(
  module: Uint8Array,
  id: number,
  change: (bytes: Uint8Array) => readonly number[],
): Uint8Array<ArrayBuffer> {
  const sections = sectionsOf(module).map((section) =>
    section.id === id ? [id, ...sized(change(section.bytes))] : [section.id, ...sized([...section.bytes])],
  );
  return Uint8Array.from([...module.subarray(0, 8), ...sections.flat()]);
}

/** Bytes behind their number. */
export const sized = (bytes: readonly number[]): number[] => [...number(bytes.length), ...bytes];

/** LEB128: seven bits a byte, the lowest first. */
export function number(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...number(value >> 7)];
}

interface Section {
  id: number;
  bytes: Uint8Array;
}

/** Reads the binary format of WebAssembly. */
export class Reader {
  constructor(
    private readonly data: Uint8Array,
    private at = 0,
  ) {}

  byte(): number {
    return this.data[this.at++];
  }

  number(): number {
    const byte = this.byte();
    return byte < 128 ? byte : (byte & 127) + 128 * this.number();
  }

  bytes(): Uint8Array {
    const length = this.number();
    this.at += length;
    return this.data.subarray(this.at - length, this.at);
  }

  list<T>(item: (reader: Reader) => T): T[] {
    return Array.from({ length: this.number() }, () => item(this));
  }

  rest(): Uint8Array {
    return this.data.subarray(this.at);
  }

  sections(): Section[] {
    const all = [];
    while (this.at < this.data.length) all.push({ id: this.byte(), bytes: this.bytes() });
    return all;
  }
}
