import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as optim from "../../src/optim/index.ts";
import { identify, knownBugs } from "../../src/testing/index.ts";
import { record } from "../support/identify/record.ts";

it("takes at most 300,000 replays for 100 steps of 10 weights that no rule explains", () => {
  const noise = Array.from({ length: 101 }, (_, t) =>
    Array.from({ length: 10 }, (_x, i) => Math.sin(1000 * t * t + 7 * i)),
  );
  const answer = identify({ theta: noise, gradients: noise.slice(1).map((row) => [...row].reverse()) });
  expect(answer.verdict).toBe("unknown");
  expect(answer.replays).toBeLessThan(300_000);
});

it("says that weights and gradients are in different orders", () => {
  const { theta, gradients } = record(optim.sgd({ lr: 0.1 }), { steps: 20, shape: [4] });
  const turned = gradients.map((one) => {
    const [a, b, c, d] = (one as { data: number[] }).data;
    return [b, c, d, a];
  });
  const answer = identify({ theta, gradients: turned });
  expect(answer.verdict).not.toMatch(/^identified/);
  expect(answer.message).toContain("in different orders: theta[0] follows the gradients of theta[3]");
}, 600_000);

it("says at which step, weight and line a path departs from the nearest rule", () => {
  const rate = (t: number): number => (t <= 20 ? 0.01 : 0.005);
  const { verdict, candidates, departure } = identify(record(optim.adam({ lr: 0.01 }), { rate }));
  expect(verdict).toBe("nearest");
  expect(candidates[0]).toMatchObject({ expression: "adam(lr=0.01)", steps: 20 });
  expect(departure).toMatchObject({
    step: 21,
    weight: "theta[0]",
    line: { file: "src/optim/rules/adam.ts", text: expect.stringMatching(/^theta\[i\] -= lr/) },
  });
  expect(departure?.line?.factor).toBeCloseTo(0.5, 5);
}, 600_000);

it("names PyTorch 1.13's NAdam as the one that counts μ twice", () => {
  const file = new URL("recordings/torch.json", import.meta.url);
  const { cases } = JSON.parse(readFileSync(file, "utf8"));
  const { theta, gradients } = cases.find(({ call }: { call: string }) => call.startsWith("torch.optim.NAdam"));
  const single = (rows: number[][]) => rows.map((row) => Float32Array.from(row));
  const answer = identify({ theta: single(theta), gradients: single(gradients) });
  expect(answer.verdict).toBe("identified");
  expect(answer.candidates[0]).toMatchObject({ rule: "nadam", bug: "nadam.muTwice", hyper: { lr: 0.01 } });
});

describe("identify", () => {
  it.each([
    ["sgd(lr=0.1)", optim.sgd({ lr: 0.1 })],
    ["momentum(lr=0.02, mu=0.87)", optim.momentum({ lr: 0.02, mu: 0.87 })],
    ["nesterov(lr=0.03)", optim.nesterov({ lr: 0.03 })],
    ["adam(lr=0.01)", optim.adam({ lr: 0.01 })],
    ["adam(lr=0.01, variant=mlx)", optim.adam({ lr: 0.01, variant: "mlx" })],
    ["adamw(lr=0.003, weightDecay=0.1)", optim.adamw({ lr: 0.003, weightDecay: 0.1 })],
    ["rmsprop(lr=0.0031, variant=centered)", optim.rmsprop({ lr: 0.0031, variant: "centered" })],
    ["adagrad(lr=0.05, initial=0.1)", optim.adagrad({ lr: 0.05, initial: 0.1 })],
    ["nadam(lr=0.002)", optim.nadam({ lr: 0.002 })],
    ["lion(lr=0.003, weightDecay=0.1)", optim.lion({ lr: 0.003, weightDecay: 0.1 })],
  ])("names %s and its numbers from a Float64 path", (expression, rule) => {
    const { verdict, candidates, message } = identify(record(rule));
    expect(candidates[0]).toMatchObject({ expression, steps: 40, bug: null });
    expect(candidates[0].digits).toBeGreaterThan(13);
    expect(verdict, message).toBe("identified");
  });

  it("names a rule and its numbers, and says which of them the rounding of Float32 hides", () => {
    const answer = identify(record(optim.adamw({ lr: 0.003 }), { floats: Float32Array, steps: 20 }));
    expect(answer.precision).toBe("Float32");
    expect(answer.candidates[0]).toMatchObject({ expression: "adamw(lr=0.003)", undetermined: ["eps"], steps: 20 });
    expect(answer.candidates[0].digits).toBeGreaterThanOrEqual(4);
  });

  it("reads named tensors and typed arrays", () => {
    const theta = [
      [1, -2],
      [0.95, -1.9],
      [0.92, -1.85],
    ];
    const gradients = [
      [0.5, -1],
      [0.3, -0.5],
    ];
    const named = (rows: number[][]) => rows.map(([w, b]) => ({ w: Float64Array.of(w), b }));
    const answer = identify({ theta: named(theta), gradients: named(gradients) });
    expect(answer.candidates[0].expression).toBe("sgd(lr=0.1)");
  });

  it("names the simplest of equal rules, and lists the others", () => {
    const { verdict, candidates, message } = identify(record(optim.ademamix({ lr: 0.01, alpha: 0 })));
    expect(verdict).toBe("identified");
    expect(candidates[0].expression).toBe("adam(lr=0.01)");
    expect(candidates.find(({ rule }) => rule === "ademamix")?.apart?.differs).toBe(false);
    expect(message).toContain("computes the same: ");
  });

  it("finds arbitrary numbers to many digits", () => {
    const hyper = { lr: 0.0123456789, beta1: 0.87654321, beta2: 0.98765432, eps: 0.000345 };
    const [best] = identify(record(optim.adam(hyper))).candidates;
    expect(best.rule).toBe("adam");
    for (const [name, value] of Object.entries(hyper)) expect(best.hyper[name] / value).toBeCloseTo(1, 7);
  });

  it("names a class of rules, not one, after a single step", () => {
    const { verdict, candidates } = identify({
      theta: [
        [1, -2, 3],
        [0.9, -1.8, 2.7],
      ],
      gradients: [[1, -2, 3]],
    });
    expect(verdict).toBe("identified up to");
    expect(candidates.map(({ rule }) => rule)).toContain("sgd");
    expect(candidates.length).toBeGreaterThan(5);
  });

  it("takes the rounding of Float16 for rounding", () => {
    const { theta, gradients } = record(optim.sgd({ lr: 0.0625 }), { steps: 12 });
    const rounded = (x: number): number => {
      const quantum = 2 ** (Math.floor(Math.log2(Math.abs(x))) - 10);
      return Math.round(x / quantum) * quantum;
    };
    const half = (all: typeof theta) => all.map((one) => Array.from((one as { data: number[] }).data, rounded));
    const answer = identify({ theta: half(theta), gradients: half(gradients) });
    expect(answer.precision).toBe("Float16");
    expect(answer.candidates[0].hyper.lr).toBeCloseTo(0.0625, 2);
  });

  it("names a known bug, and the program that had it", () => {
    const bug = knownBugs.find(({ name }) => name === "nadam.muTwice");
    const answer = identify(record({ ...optim.nadam({ lr: 0.01 }), ...bug?.form }));
    expect(answer.verdict).toBe("identified");
    expect(answer.candidates[0]).toMatchObject({ rule: "nadam", bug: "nadam.muTwice" });
    expect(answer.message).toContain(
      "μ is counted twice in the product that corrects the momentum, as in PyTorch 1.10 to 1.13",
    );
  });
});
