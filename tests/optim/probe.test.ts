/** @file A probe measures the step that was made. */
import { expect, it } from "vitest";
import { adam, momentum, Optimizer, probe, sgd } from "../../src/optim/index.ts";

const param = (name: string, data: number[], grad: number[] | null) => ({
  name,
  data: Float64Array.from(data),
  grad: grad && Float64Array.from(grad),
  shape: [data.length],
});

it("reports norms, the update, and the rate that gradient descent would need for it", () => {
  const optimizer = new Optimizer([param("w", [3, 4], [6, 8]), param("b", [0], null)], sgd({ lr: 0.25 }));
  expect(probe(optimizer)).toEqual([
    {
      name: "w",
      gradientNorm: 10,
      parameterNorm: 5,
      updateNorm: 2.5,
      ratio: 0.5,
      effectiveLr: { min: 0.25, median: 0.25, max: 0.25 },
    },
    { name: "b", gradientNorm: null, parameterNorm: 0, updateNorm: 0, ratio: Number.NaN, effectiveLr: null },
  ]);
});

it("shows Adam's effective rate for every element: lr / |g| at the first step", () => {
  const optimizer = new Optimizer([param("w", [0, 0, 0, 0], [-10, 1, 0, 2])], adam({ lr: 0.1, eps: 0 }));
  const [{ effectiveLr }] = probe(optimizer);
  expect(effectiveLr?.min).toBeCloseTo(0.01, 12);
  expect(effectiveLr?.median).toBeCloseTo(0.05, 12);
  expect(effectiveLr?.max).toBeCloseTo(0.1, 12);
});

it("is negative where momentum moves a weight up its gradient, and averages the middle two of an even number", () => {
  const w = param("w", [0, 0], [1, 1]);
  const optimizer = new Optimizer([w], momentum({ lr: 1, mu: 0.5 }));
  optimizer.step();
  const [{ effectiveLr }] = probe(optimizer, () => {
    w.grad = Float64Array.of(-0.25, 0.5);
    optimizer.step();
  });
  expect(effectiveLr).toEqual({ min: -1, median: 0.5, max: 2 });
});

it("has no rate where no element has a gradient", () => {
  expect(probe(new Optimizer([param("w", [1], [0])], sgd()))[0].effectiveLr).toBeNull();
});
