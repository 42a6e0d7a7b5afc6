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

  it("is one character for 0xfd and for small numbers, two for others", () => {
    expect([0xfd, 0, 87, 88, 0x6a, 0xe6].map((byte) => encodeModule(Uint8Array.of(byte)).length)).toEqual([
      1, 1, 1, 2, 2, 2,
    ]);
  });
});
