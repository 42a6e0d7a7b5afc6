/** @file Every op brings its own gradient check in its doc comment, as `@gradcheck <call>`; here they are run. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as create from "../../src/autograd/create.ts";
import { gradcheck, noGrad, Random, Tensor, tensor } from "../../src/autograd/index.ts";
import * as ops from "../../src/autograd/ops/index.ts";

interface Line {
  file: string;
  call: string;
  op: string;
}

const folder = new URL("../../src/autograd/ops/", import.meta.url);

function linesOf(file: string): Line[] {
  const source = readFileSync(new URL(file, folder), "utf8");
  return [...source.matchAll(/@gradcheck (.+?)(?: \*\/)?$/gm)].map(([, call]) => ({
    file,
    call,
    op: call.split("(")[0],
  }));
}

const lines = readdirSync(folder)
  .filter((file) => file.endsWith(".ts"))
  .flatMap(linesOf);

/** Names that a gradcheck line may use: every op, and makers of Float64 inputs that are then checked. */
function run(call: string, table: Record<string, unknown> = ops): ReturnType<typeof gradcheck> {
  const random = new Random(7);
  const made: Tensor[] = [];
  const input = (x: Tensor): Tensor => {
    x.requiresGrad = true;
    made.push(x);
    return x;
  };
  const options = { dtype: "float64" } as const;
  let turn = 0;
  let replay = false;
  const maker = (make: () => Tensor) => (): Tensor => (replay ? made[turn++] : input(make()));
  const scope: Record<string, unknown> = {
    ...table,
    randn: (...shape: number[]) => maker(() => create.randn(random, shape, options))(),
    uniform: (low: number, high: number, ...shape: number[]) =>
      maker(() => create.uniform(random, shape, low, high, options))(),
    tensor: (values: number[]) => tensor(values, options),
    Random,
  };
  const evaluate = new Function(...Object.keys(scope), `return ${call};`) as (...args: unknown[]) => Tensor;
  const f = (): Tensor => {
    turn = 0;
    return evaluate(...Object.values(scope));
  };
  noGrad(f);
  replay = true;
  return gradcheck(f, made);
}

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
    const missing = Object.keys(ops).filter(
      (name) => typeof ops[name as keyof typeof ops] === "function" && !covered.has(name),
    );
    expect(missing).toEqual([]);
  });

  it.each(lines)("fails when the gradient of $call is wrong by 0.01 %", ({ call, op }) => {
    const original = ops[op as keyof typeof ops] as (...args: unknown[]) => Tensor;
    const broken = (...args: unknown[]): Tensor => scaleGradient(original(...args), 1.0001);
    const report = run(call, { ...ops, [op]: broken });
    expect(report.passed).toBe(false);
  });
});

/** The same result with every vjp's outcome multiplied by `factor`. */
function scaleGradient(y: Tensor, factor: number): Tensor {
  const result = new Tensor(y);
  const scale = (values: Tensor["data"]) => values.map((value) => value * factor) as Tensor["data"];
  result.setOrigin("broken", [[y, (dy) => new Tensor(tensor(scale(dy.data), { shape: y.shape }))]]);
  return result;
}
