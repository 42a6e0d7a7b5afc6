/** @file Every op brings its own gradient check in its doc comment, as `@gradcheck <call>`; here they are run. */
import { afterEach, describe, expect, it, vi } from "vitest";
import type { NdArray } from "../../src/array/ndArray.ts";
import type { Edge } from "../../src/autograd/edge.ts";
import * as autograd from "../../src/autograd/index.ts";
import * as ops from "../../src/autograd/ops/index.ts";
import { prepareCall } from "../../src/testing/support/prepareCall.ts";
import { lines } from "../support/gradcheck/lines.ts";

/**
 * Lets a test break one vector-Jacobian product: the one that `record` is given as number `broken`, counted per run.
 */
const hook = vi.hoisted(() => ({ broken: -1, edges: 0, factor: 1 }));

vi.mock("../../src/autograd/support/record.ts", async (original) => {
  const real = await original<typeof import("../../src/autograd/support/record.ts")>();
  const scaled = (dx: NdArray): NdArray =>
    autograd.tensor(dx.data.map((value) => value * hook.factor) as NdArray["data"], { shape: dx.shape });
  const breakOne = ([x, vjp]: Edge): Edge => {
    if (!x.requiresGrad || hook.edges++ !== hook.broken) return [x, vjp];
    return [x, (dy) => scaled(vjp(dy))];
  };
  const record: typeof real.record = (op, y, ...edges) => real.record(op, y, ...edges.map(breakOne));
  return { ...real, record };
});

function run(call: string): autograd.GradcheckReport {
  const { f, inputs } = prepareCall(call, autograd);
  const counted = (): autograd.Tensor => {
    hook.edges = 0;
    return f();
  };
  return autograd.gradcheck(counted, inputs);
}

afterEach(() => {
  hook.broken = -1;
});

describe("every op's gradient agrees with central differences in Float64 to 1e-7", () => {
  it.each(lines)("$file: $call", ({ call }) => {
    const report = run(call);
    expect(report.checked.length).toBeGreaterThan(0);
    expect(Math.max(report.worst.error, report.directional.error), JSON.stringify(report)).toBeLessThanOrEqual(1e-7);
  });
});

describe("the suite itself", () => {
  it("has a gradcheck line for every exported op", () => {
    const covered = new Set(lines.map(({ call }) => call.slice(0, call.indexOf("("))));
    const exported = Object.entries(ops).filter(([, value]) => typeof value === "function");
    const missing = exported.map(([name]) => name).filter((name) => !covered.has(name));
    expect(missing).toEqual([]);
  });

  it.each(lines)("fails when any one vector-Jacobian product of $call is wrong by 0.01 %", ({ call }) => {
    run(call);
    const edges = hook.edges;
    expect(edges).toBeGreaterThan(0);
    hook.factor = 1.0001;
    for (let edge = 0; edge < edges; edge++) {
      hook.broken = edge;
      expect(run(call).passed, `vector-Jacobian product ${edge} of ${edges}`).toBe(false);
    }
  });

  it("checks the given number of elements of each input, the same ones for a seed, and all in the direction", () => {
    const { exp, gradcheck, randn, Random, record, tensor } = autograd;
    const x = randn([50], { random: new Random(2), dtype: "float64", requiresGrad: true });
    const few = gradcheck(exp, [x], { elements: 7 });
    expect(few).toEqual(gradcheck(exp, [x], { elements: 7 }));
    expect([few.checked.length, few.passed, gradcheck(exp, [x], { elements: 99 }).checked.length]).toEqual([
      7,
      true,
      50,
    ]);
    const oneWrong = (y: autograd.Tensor): autograd.Tensor =>
      record("wrong", exp(y).detach(), [
        y,
        (dy) => tensor(Float64Array.from(dy.data, (d, i) => d * Math.exp(y.data[i]) * (i === 20 ? 2 : 1))),
      ]);
    const report = gradcheck(oneWrong, [x], { elements: 1 });
    expect(report.worst.error).toBeLessThan(1e-8);
    expect(report.passed).toBe(false);
    expect(gradcheck(oneWrong, [x], {}).worst.index).toBe(20);
  });
});
