/** @file Every op brings its own gradient check in its doc comment, as `@gradcheck <call>`; here they are run. */
import { readdirSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as create from "../../src/autograd/create.ts";
import { gradcheck, noGrad, Random, type Tensor, tensor } from "../../src/autograd/index.ts";
import * as ops from "../../src/autograd/ops/index.ts";
import type { Edge } from "../../src/autograd/tensor.ts";
import type { NdArray } from "../../src/kernels/array.ts";

/** Lets a test break one vector-Jacobian product: the one that `record` is given as number `broken`, counted per run. */
const hook = vi.hoisted(() => ({ broken: -1, edges: 0, factor: 1 }));

vi.mock("../../src/autograd/tensor.ts", async (original) => {
  const real = await original<typeof import("../../src/autograd/tensor.ts")>();
  const scaled = (dx: NdArray): NdArray =>
    create.tensor(dx.data.map((value) => value * hook.factor) as NdArray["data"], { shape: dx.shape });
  const breakOne = ([x, vjp]: Edge): Edge => {
    if (!x.requiresGrad || hook.edges++ !== hook.broken) return [x, vjp];
    return [x, (dy) => scaled(vjp(dy))];
  };
  const record: typeof real.record = (op, y, ...edges) => real.record(op, y, ...edges.map(breakOne));
  return { ...real, record };
});

interface Line {
  file: string;
  call: string;
}

const folder = new URL("../../src/autograd/ops/", import.meta.url);

function linesOf(file: string): Line[] {
  const source = readFileSync(new URL(file, folder), "utf8");
  return [...source.matchAll(/@gradcheck (.+?)(?: \*\/)?$/gm)].map(([, call]) => ({ file, call }));
}

const lines = readdirSync(folder)
  .filter((file) => file.endsWith(".ts"))
  .flatMap(linesOf);

/** A line as a function of its inputs: what `randn`, `uniform` and `tensor` make, once, in Float64. */
function prepare(call: string): { f: () => Tensor; inputs: Tensor[] } {
  const random = new Random(7);
  const inputs: Tensor[] = [];
  const options = { dtype: "float64", requiresGrad: true } as const;
  let turn = 0;
  const once = (make: () => Tensor): Tensor => {
    if (turn === inputs.length) inputs.push(make());
    return inputs[turn++];
  };
  const scope: Record<string, unknown> = {
    ...ops,
    randn: (...shape: number[]) => once(() => create.randn(random, shape, options)),
    uniform: (low: number, high: number, ...shape: number[]) =>
      once(() => create.uniform(random, shape, low, high, options)),
    tensor: (values: number[]) => once(() => tensor(values, options)),
    constant: (values: number[]) => tensor(values, { dtype: "float64" }),
    Random,
  };
  const evaluate = new Function(...Object.keys(scope), `return ${call};`) as (...args: unknown[]) => Tensor;
  const f = (): Tensor => {
    turn = 0;
    hook.edges = 0;
    return evaluate(...Object.values(scope));
  };
  noGrad(f);
  return { f, inputs };
}

function run(call: string): ReturnType<typeof gradcheck> {
  const { f, inputs } = prepare(call);
  return gradcheck(f, inputs);
}

afterEach(() => {
  hook.broken = -1;
});

describe("every op's gradient agrees with central differences in Float64 to 1e-7", () => {
  it.each(lines)("$file: $call", ({ call }) => {
    const report = run(call);
    expect(report.checked).toBeGreaterThan(0);
    expect(Math.max(report.worst.error, report.directional.error), JSON.stringify(report)).toBeLessThanOrEqual(1e-7);
  });
});

describe("the suite itself", () => {
  it("has a gradcheck line for every exported op", () => {
    const covered = new Set(
      lines.flatMap(({ call }) => [...call.matchAll(/\b([a-zA-Z0-9]+)\(/g)].map(([, name]) => name)),
    );
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
});
