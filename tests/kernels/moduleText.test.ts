import { describe, expect, it } from "vitest";
import { decodeModule, encodeModule } from "../../src/kernels/wasm/moduleText.ts";

describe("the text of a module", () => {
  const pairs = Uint8Array.from({ length: 512 }, (_, i) => (i < 256 ? i : (i * 167) % 256));

  it("gives every byte back, alone and after every kind of character", () => {
    expect([...decodeModule(encodeModule(pairs))]).toEqual([...pairs]);
  });

  it("needs no escapes in a string: printable ASCII without quotation marks and backslashes", () => {
    expect(encodeModule(pairs)).toMatch(/^[ !#-[\]-~]+$/);
  });

  it("is one character for bytes that are frequent in code, two for others", () => {
    const length = (byte: number): number => encodeModule(Uint8Array.of(byte)).length;
    expect([0xfd, 0, 0x41, 0x6a, 0x7e].map(length)).toEqual([1, 1, 1, 1, 1]);
    expect([0x42, 0x69, 0x7f, 0xe6, 0xfc].map(length)).toEqual([2, 2, 2, 2, 2]);
  });

  it("is equal for equal code with other locals, up to their numbers at the end", () => {
    const sum = (a: number, b: number, y: number) => encodeModule(Uint8Array.of(0x20, a, 0x20, b, 0x6a, 0x21, y, 0x0b));
    const [first, second] = [sum(1, 2, 3), sum(4, 5, 6)];
    expect(first.slice(0, 5)).toBe(second.slice(0, 5));
    expect(first.slice(5)).toBe(encodeModule(Uint8Array.of(3, 2, 1)));
    expect(second.slice(5)).toBe(encodeModule(Uint8Array.of(6, 5, 4)));
  });
});
