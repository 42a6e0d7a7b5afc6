import { expect, it } from "vitest";
import { cos } from "../../src/math/cos.ts";
import { cos as anyCos } from "../../src/math/portable.ts";

it("is exact at 0, π/2 and π", () => {
  expect([0, Math.PI / 2, Math.PI].map(cos)).toEqual([1, 0, -1]);
});

it("is within 4.5e-16 of the cosine of all angles", () => {
  for (let i = 0; i <= 10_000; i++) {
    const x = (Math.PI * i) / 10_000;
    expect(Math.abs(cos(x) - anyCos(x))).toBeLessThan(4.5e-16);
  }
});

it("falls with every step", () => {
  for (let i = 1; i <= 10_000; i++) {
    const [before, x] = [i - 1, i].map((n) => (Math.PI * n) / 10_000);
    expect(cos(x)).toBeLessThan(cos(before));
  }
});
