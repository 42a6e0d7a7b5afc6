/** @file `downhill explain`: the statements of every rule with their numbers, and the test that it writes. */

import { describe, expect, it } from "vitest";
import { lineReason } from "../../src/cli/explain/lineReason.ts";
import { readComment } from "../../src/cli/explain/readComment.ts";
import { substituted } from "../../src/cli/explain/statementText.ts";
import { wrapLine } from "../../src/cli/explain/wrapLine.ts";
import { readSource } from "../../src/cli/packageFiles.ts";
import * as traces from "../../src/generated/traces/index.ts";
import * as downhill from "../../src/index.ts";
import { exp } from "../../src/math/exp.ts";
import { log, powInt } from "../../src/math/portable.ts";
import { pow } from "../../src/math/pow.ts";
import { safeDivide } from "../../src/math/safeDivide.ts";
import { type RuleFactory, rules } from "../../src/optim/index.ts";
import { type TracedForms, type TraceEvent, traceUpdate } from "../../src/optim/trace.ts";
import { run } from "../support/fakeTerminal.ts";

const byName: Readonly<Record<string, RuleFactory>> = rules;

const tracedRules: Readonly<Record<string, TracedForms>> = traces;

const names = Object.keys(traces);

const out = async (line: string): Promise<string> => {
  const { code, stdout, stderr } = await run(line);
  expect([code, stderr]).toEqual([0, ""]);
  return stdout;
};

describe.each(names)("%s", (name) => {
  it("is explained by the steps that the optimizer makes, to the bit", async () => {
    const steps: { after: number[] }[] = JSON.parse(await out(`explain ${name} --steps 7 --json --lr 0.01`));
    const theta = { data: new Float64Array([1, 1]), grad: new Float64Array([0.1, -0.4]), shape: [2] };
    const optimizer = new downhill.Optimizer([theta], byName[name]({ lr: 0.01 }));
    for (const { after } of steps) {
      optimizer.step();
      expect(after).toEqual([...theta.data]);
    }
    expect((await out(`explain ${name} --steps 7 --lr 0.01`)).split("theta after step 7: ")[1]).toMatch(
      new RegExp(`^${Number(theta.data[0].toPrecision(9))}, `),
    );
  });

  it("shows right sides that have the values it says", () => {
    const [rule, data] = [byName[name](), new Float64Array([0.3, -2])];
    const hyper = rule.hyper as Record<string, number>;
    const state = rule.init(data, [2], hyper);
    const events: TraceEvent[] = [];
    for (const t of [1, 2, 6])
      traceUpdate(
        tracedRules[name][""],
        { theta: data, g: new Float64Array([0.1, -0.4]), t, shape: [2] },
        state,
        hyper,
        (e) => events.push(e),
      );
    for (const event of events) {
      const { sqrt, abs, min, max, sign } = Math;
      const scope = { sqrt, abs, min, max, sign, exp, log, powInt, pow, safeDivide };
      const text = substituted(event);
      const value = new Function(...Object.keys(scope), `return ${text};`)(...Object.values(scope));
      if (event.after === value) continue;
      expect(Math.abs(value - event.after), `${event.statement.text}: ${text}`).toBeLessThan(
        1e-6 * Math.max(1e-3, Math.abs(event.after)),
      );
    }
  });

  it("has an equation in its comment for the weights or what moves them", () => {
    const source = readSource(tracedRules[name][""].file);
    const line = source.split("\n").findIndex((text) => text.startsWith("export const"));
    const { title, equations } = readComment(source, line);
    expect(title).toMatch(/^[A-Z][^—]+\.$/);
    expect([...equations.keys()].some((key) => ["theta", "yₜ", "y", "u", "z"].includes(key))).toBe(true);
  });
});

describe("the statements", () => {
  it("show the line, why it is there, its equation, the numbers and the result", async () => {
    const text = await out("explain adam --grad 0.1");
    expect(text).toContain(
      "Averages the gradients: noise and reversals cancel, steady directions add\n        up.\n      mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ\n      m = 0.9 * 0 + (1 - 0.9) * 0.1\n        = 0.01\n",
    );
  });

  it.each(names)("%s: each has a reason, given at the first step only", async (name) => {
    const text = (await out(`explain ${name} --grad 0.1 --steps 2`)).replace(/\s+/g, " ");
    const [first, second] = text.split("step t = 2");
    for (const one of tracedRules[name][""].statements.flatMap((each) => (each.kind === "loop" ? each.body : [each]))) {
      const reason = lineReason(one);
      expect(reason).toMatch(/^[^ ].*\.$/);
      expect(first).toContain(reason);
      expect(second).not.toContain(reason);
    }
  });

  it("of a rule that stays a loop are not shown; the reason is", async () => {
    const text = (await out("explain muon")).replace(/\s+/g, " ");
    expect(text).toContain("single weights (the parameter `shape: [rows]` is more than a name), so the steps");
  });

  it("rprop shows all cases of its equation", async () => {
    const text = await out("explain rprop --grad 0.1");
    expect(text).toMatch(/Δₜ = min\(η⁺ Δₜ₋₁, stepMax\) +if cₜ > 0/);
    expect(text).toMatch(/max\(η⁻ Δₜ₋₁, stepMin\) +if cₜ < 0/);
  });

  it("momentum does not show the equations of PyTorch", async () => {
    const text = await out("explain momentum --grad 0.1");
    expect(text).toContain("uₜ = μ uₜ₋₁ − η gₜ");
    expect(text).not.toMatch(/^ +uₜ = μ uₜ₋₁ \+ \(1 − τ\) gₜ/m);
    expect(text).toMatch(/^Differs from PyTorch/m);
  });

  it("keep within 80 columns, broken at spaces", async () => {
    for (const line of ["explain rprop", "explain radam --steps 5", 'explain sgdw --grads "0.1;-0.2"'])
      for (const one of (
        await run(line.includes('"') ? ["explain", "sgdw", "--grads", "0.1;-0.2"] : line)
      ).stdout.split("\n"))
        expect(one.length, one).toBeLessThanOrEqual(80);
    expect(wrapLine("  a word that", 8, 2)).toEqual(["  a word", "    that"]);
    expect(wrapLine("unbreakable", 4)).toEqual(["unbreakable"]);
  });
});

describe("a list of gradients", () => {
  const grads = async (name: string, text: string, ...rest: string[]) =>
    (await run(["explain", name, "--grads", text, ...rest])).stdout;

  it("gives one step for each: Adam's second step after 0.1 and -0.2", async () => {
    const steps = JSON.parse(await grads("adam", "0.1;-0.2", "--json"));
    expect(steps.map(({ gradient }: { gradient: number[] }) => gradient)).toEqual([[0.1], [-0.2]]);
    expect(steps[1].after[0]).toBeCloseTo(0.999366103604, 12);
  });

  it("may have several elements a step", async () => {
    const text = await grads("sgd", "1,2;0,-1", "--lr", "0.1");
    expect(text).toContain("theta after step 1: 0.9, 0.8");
    expect(text).toContain("theta after step 2: 0.9, 0.9");
  });

  it("shows a reversal: Rprop takes its last step back", async () => {
    expect(await grads("rprop", "1;-1", "--lr", "0.1")).toContain("theta after step 2: 1");
  });

  it.each([
    [["--grads", "1;2,3"], /--grads must have 1 numbers at every step, got 2 at step 2/],
    [["--grads", "1", "--grad", "1"], /--grads already gives the gradient of every step; leave --grad out/],
    [["--grads", "1", "--steps", "2"], /leave --steps out/],
    [["--grads", "1;;2"], /--grads/],
    [["--shape", "3", "--grad", "1,2"], /--shape must hold 2 elements/],
  ])("%j: exit 2", async (flags, message) => {
    const { code, stderr } = await run(["explain", "adam", ...flags]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});

it("--test is a test that passes, and fails when a number in it is another", async () => {
  for (const line of ["explain adam --steps 3 --test", "explain rmsprop --steps 3 --set epsRoot=0.1 --test"]) {
    const code = await out(line);
    expect(code).toMatch(/^import \{ .*Optimizer.* \} from "downhill";\nimport \{ expect, it \} from "vitest";\n/);
    const body = code.replace(/^import .*$/gm, "");
    const check = (text: string): void =>
      new Function("it", "expect", ...Object.keys(downhill), text)(
        (_: string, test: () => void) => test(),
        expect,
        ...Object.values(downhill),
      );
    check(body);
    expect(() =>
      check(body.replace(/expected: \[(0\.\d+)/, (_, number) => `expected: [${Number(number) + 1e-15}`)),
    ).toThrow();
  }
});

it.each([
  ["explain", /explain needs one rule/],
  ["explain adma", /unknown optimizer "adma"; did you mean "adam"\?/],
  ["explain adam --grad 1,x", /--grad must be numbers separated by commas/],
  ["explain adam --theta 1", /--theta must have 2 numbers, one for each of the gradient's, got 1/],
  ["explain adam --steps 0", /--steps must be a whole number, .*got "0"/],
])("%s: exit 2", async (line, message) => {
  const { code, stdout, stderr } = await run(line);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(message);
});

it("explain of a variant shows the variant's lines and names it", async () => {
  const { code, stdout } = await run(["explain", "nadam", "--set", "variant=optax", "--grads", "0.1"]);
  expect(code).toBe(0);
  expect(stdout).toContain("eps 1e-8 variant optax");
  expect(stdout).toContain("shareOfM = beta1 / (1 - powInt(beta1, t + 1))\n");
});

it("a test of a variant makes the variant's steps", async () => {
  expect(await out("explain adam --variant mlx --test")).toContain('eps: 1e-8, variant: "mlx" }));');
});
