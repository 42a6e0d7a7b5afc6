import { describe, expect, it } from "vitest";
import { readComment } from "../../src/cli/explain/equations.ts";
import { substituted } from "../../src/cli/explain/statementText.ts";
import { readSource } from "../../src/cli/packageFiles.ts";
import * as downhill from "../../src/index.ts";
import { pow, powInt } from "../../src/math/portable.ts";
import { safeDivide } from "../../src/math/safeDivide.ts";
import { rules } from "../../src/optim/index.ts";
import { type TraceEvent, traceUpdate } from "../../src/optim/trace.ts";
import { tracedRules } from "../../src/optim/traces.generated.ts";
import { run } from "../support/fakeTerminal.ts";

const names = Object.keys(tracedRules).filter((name) => name in rules);
const out = async (line: string): Promise<string> => {
  const { code, stdout, stderr } = await run(line);
  expect([code, stderr]).toEqual([0, ""]);
  return stdout;
};

describe.each(names)("%s", (name) => {
  it("is explained by the steps that the optimizer makes, to the bit", async () => {
    const steps: { after: number[] }[] = JSON.parse(await out(`explain ${name} --steps 7 --json --lr 0.01`));
    const theta = { data: new Float64Array([1, 1]), grad: new Float64Array([0.1, -0.4]), shape: [2] };
    const optimizer = new downhill.Optimizer([theta], rules[name]({ lr: 0.01 }));
    for (const { after } of steps) {
      optimizer.step();
      expect(after).toEqual([...theta.data]);
    }
    expect((await out(`explain ${name} --steps 7 --lr 0.01`)).split("theta after step 7: ")[1]).toMatch(
      new RegExp(`^${Number(theta.data[0].toPrecision(9))}, `),
    );
  });

  it("shows right sides that have the values it says", () => {
    const [rule, data] = [rules[name](), new Float64Array([0.3, -2])];
    const hyper = rule.hyper as Record<string, number>;
    const state = rule.init(data, [2], rule.options, hyper);
    const events: TraceEvent[] = [];
    for (const t of [1, 2, 6])
      traceUpdate(
        tracedRules[name],
        rule,
        { theta: data, g: new Float64Array([0.1, -0.4]), t, shape: [2] },
        state,
        hyper,
        (e) => events.push(e),
      );
    for (const event of events) {
      const { sqrt, abs, min, max, sign } = Math;
      const scope = { sqrt, abs, min, max, sign, powInt, pow, safeDivide };
      const text = substituted(event, rule.options);
      const value = new Function(...Object.keys(scope), `return ${text};`)(...Object.values(scope));
      if (event.after === value) continue;
      expect(Math.abs(value - event.after), `${event.statement.text}: ${text}`).toBeLessThan(
        1e-6 * Math.max(1e-3, Math.abs(event.after)),
      );
    }
  });

  it("has an equation in its comment for the weights or what moves them", () => {
    const { title, equations } = readComment(readSource(tracedRules[name].file));
    expect(title).toMatch(/ — |SGD|descent/i);
    expect([...equations.keys()].some((key) => ["theta", "yₜ", "y", "u", "z"].includes(key))).toBe(true);
  });
});

describe("the reasons", () => {
  it("name the bias corrections and the effective rate", async () => {
    const text = await out("explain adam --grad 0.1");
    expect(text).toContain("      mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ\n      m = 0.9 * 0 + (1 - 0.9) * 0.1\n        = 0.01\n");
    expect(text).toContain("effective learning rate of 0.0099999990, 10 × lr".replace("0.0099999990", "0.009999999"));
    expect(text).toContain("correction2 = 0.001: a moment that began at 0");
    expect(text).toContain("it counts 1000 times");
  });

  it("say when RAdam does not rectify yet, and when it does", async () => {
    expect(await out("explain radam --steps 4")).toContain("r = 0: v has seen too few gradients");
    expect(await out("explain radam --steps 5")).toMatch(/r = 0\.0\d+: the rectification shortens the step/);
  });

  it("say which bound holds a step", async () => {
    expect(await out("explain adabound --set finalLr=1e-3 --set gamma=10 --grad 0.1")).toContain(
      "decided by upper; the size of alpha, epsilon, lower, v plays no part",
    );
    expect(await out("explain adabound --set finalLr=1e-3 --set gamma=1e-6 --grad 0.1")).toContain(
      "decided by alpha, epsilon, v; the size of lower, upper plays no part",
    );
  });

  it("say that a sign forgets sizes", async () => {
    expect(await out("explain lion --grad 5")).toMatch(/decided by .*lr.*; the size of c.* plays no part/);
  });

  it("name what the step would have been without decay, with no gradient, and with a larger one", async () => {
    expect(await out("explain adamw --grad 0")).toContain("without weight decay it would have moved by 0\n");
    const decayed = await out("explain adamw --grad 0.001 --set weightDecay=10");
    expect(decayed).toContain("without weight decay it would have moved by -0.00099999");
    // Momentum's second step: 0.9 of the first, and as much again as the first.
    const second = await out("explain momentum --grad 0.5 --steps 2 --lr 0.1");
    expect(second).toContain("moved by -0.095 = -0.19 × g");
    expect(second).toContain("with gradients of 0 it would have moved by -0.045, by what it remembers");
    const times = async (name: string) =>
      Number(/twice as large it would have moved (\S+) times/.exec(await out(`explain ${name} --grad 0.5`))?.[1] ?? 1);
    expect([await times("sgd"), await times("adam"), await times("adagrad"), await times("lion")]).toEqual([
      2, 1, 1, 1,
    ]);
  });

  it("name the numbers that all elements share: LARS's trust ratio, NAdam's weights, but not lr again", async () => {
    expect(await out("explain lars --grad 0.1")).toMatch(/^ {2}q = 0\.00999000999, line \d+: computed once/m);
    const nadam = await out("explain nadam --grad 0.1");
    expect(nadam).toMatch(/^ {2}shareOfG = 1, line \d+: .*\n {2}shareOfM = 0\.564517784, line/m);
    for (const name of ["adam", "adamw"]) expect(await out(`explain ${name}`)).not.toContain("computed once");
  });

  it("are given for every rule", async () => {
    for (const name of names) {
      const why = (await out(`explain ${name} --grad 0.1 --steps 3`)).split("why the")[1];
      expect(why.trim().split("\n").length, name).toBeGreaterThan(2);
      expect(why).not.toMatch(/NaN|undefined/);
    }
  });

  it("follow a schedule", async () => {
    const { stdout } = await run(["explain", "sgd", "--schedule", "linearDecay(1, 4)", "--steps", "2", "--grad", "1"]);
    expect(stdout).toContain("theta after step 2: -0.75");
  });
});

it("--test is a test that passes, and fails when a number in it is another", async () => {
  for (const line of ["explain adam --steps 3 --test", "explain rmsprop --steps 3 --set centered=true --test"]) {
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
    expect(() => check(body.replace(/\n {4}\[(0\.\d+)/, (_, number) => `\n    [${Number(number) + 1e-15}`))).toThrow();
  }
});

it.each([
  ["explain", /explain needs one rule/],
  ["explain adma", /unknown optimizer "adma"; did you mean "adam"\?/],
  ["explain adam --grad 1,x", /--grad is "1,x"; it needs numbers separated by commas/],
  ["explain adam --theta 1", /--theta has 1 numbers and --grad 2/],
  ["explain adam --steps 0", /--steps is "0"/],
])("%s: exit 2", async (line, message) => {
  const { code, stdout, stderr } = await run(line);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(message);
});
