/** @file The binary format of WebAssembly: numbers, vectors and sections. */

/** Bytes behind their number. */
export const sized = (bytes: readonly number[]): number[] => [...number(bytes.length), ...bytes];

/** LEB128: seven bits a byte, the lowest first. */
export function number(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...number(value >> 7)];
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

  sections(): { id: number; bytes: Uint8Array }[] {
    const all = [];
    while (this.at < this.data.length) all.push({ id: this.byte(), bytes: this.bytes() });
    return all;
  }
}
