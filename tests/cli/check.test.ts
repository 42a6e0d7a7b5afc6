import { afterEach, describe, expect, it } from "vitest";
import { add, mul, record, relu, type Tensor, tensor } from "../../src/autograd/index.ts";
import { opCalls } from "../../src/cli/check/gradients.ts";
import { measureOracle } from "../../src/cli/check/oracle.ts";
import { parseCall } from "../../src/cli/check/parseCall.ts";
import { type Measured, measureRule } from "../../src/cli/check/ruleChecks.ts";
import { allSteps, sweep, sweepText } from "../../src/cli/check/sweep.ts";
import { useFast, usingFast } from "../../src/kernels/index.ts";
import { defineRule, type RuleFactory, rules } from "../../src/optim/index.ts";
import { run } from "../support/fakeTerminal.ts";

afterEach(useFast);

const failed = (measured: readonly Measured[]): string[] =>
  measured.filter(({ passed }) => passed === false).map(({ claim }) => claim);

describe("the sweep of h", () => {
  const x = tensor([0.7, -1.3], { dtype: "float64", requiresGrad: true });

  it("is a V, lowest where curvature and rounding are equally small", () => {
    const { points, best } = sweep((x) => mul(mul(x, x), x), [x], allSteps);
    expect(points.map(({ step }) => step)).toEqual(allSteps);
    expect(best.step).toBeLessThan(1e-3);
    expect(best.step).toBeGreaterThan(1e-9);
    // The error of a central difference is h² times a third derivative: 100 times for every decade.
    expect(points[0].error / points[1].error).toBeCloseTo(100, -1);
    expect(points[11].error).toBeGreaterThan(1e4 * best.error);
  });

  it("judges each element with the distance that suits it", () => {
    const options = { dtype: "float64", requiresGrad: true } as const;
    // A kink at 3e-5 spoils every h above that; beside 1000, a derivative of 1e-3 needs an h above that.
    const f = (near: Tensor, small: Tensor): Tensor => add(add(relu(near), mul(small, 1e-3)), 1000);
    const { best, error } = sweep(f, [tensor([3e-5], options), tensor([0.5], options)], allSteps);
    expect(best.error).toBeGreaterThan(3e-6);
    expect(error).toBeLessThan(1e-7);
  });

  it("has a floor where the derivative is wrong", () => {
    const wrong = (x: Tensor): Tensor =>
      record("wrong", mul(x, 2).detach(), [x, (dy) => tensor(Float64Array.from(dy.data, (d) => 2.002 * d))]);
    expect(sweep(wrong, [x], allSteps).error).toBeCloseTo(1e-3, 4);
  });

  it("is drawn with a longer bar for a larger error, in ASCII where asked", () => {
    const lines = sweepText(
      sweep((x) => mul(x, mul(x, x)), [x], allSteps),
      false,
    );
    expect(lines[0]).toMatch(/^h 1e-1 {3}error \S+ +#+ curvature$/);
    expect(lines.filter((line) => line.endsWith(" best"))).toHaveLength(1);
    expect(lines[11]).toMatch(/ round-off$/);
    expect(lines.join("")).toMatch(/^[ -~]*$/);
  });
});

describe("a call in a comment", () => {
  const scope = {
    list: (...args: unknown[]) => args,
    Pair: class {
      constructor(readonly a: unknown) {}
    },
  };

  it("is read as JavaScript reads it", () => {
    const evaluate = parseCall('list(-1.5, 2e-3, "two", [3, [null]], { a: true, b: list() }, new Pair(false))');
    expect(evaluate(scope)).toEqual([-1.5, 2e-3, "two", [3, [null]], { a: true, b: [] }, new scope.Pair(false)]);
  });

  it.each([
    ["list(1", "column 7"],
    ["list(1 2)", "column 8"],
    ["list(1);", "column 8"],
    ["list(x)", "column 7"],
    ["1 + 1", "column 3"],
    ["process.exit()", "column 8"],
  ])("refuses %s", (text, message) => expect(() => parseCall(text)).toThrow(`${text}: ${message} is not understood`));

  it("calls nothing that it is not given", () => {
    expect(() => parseCall("exit(1)")(scope)).toThrow("there is no function exit");
  });
});

describe("downhill check OP", () => {
  it("runs every line of the op's comment", async () => {
    const { code, stdout } = await run("check gelu");
    expect(code).toBe(0);
    const calls = opCalls().get("gelu") ?? [];
    expect(calls.length).toBeGreaterThan(1);
    for (const call of calls) expect(stdout).toContain(`ok  ${call}: `);
    expect(stdout).toMatch(/worst: input 0, element \d: \S+ from the tape, \S+ from differences/);
  });

  it("gives the numbers as JSON", async () => {
    const { passed, checks } = JSON.parse((await run("check mul --json")).stdout);
    expect(passed).toBe(true);
    expect(checks[0].sweep.points).toHaveLength(12);
  });
});

describe("downhill check model", () => {
  it("checks every weight of the model's loss in Float64", async () => {
    const { code, stdout, stderr } = await run("check model --data circles --model 2-5-2");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ok {2}the model's loss: 27 derivatives, relative error at most \d\.\de-([7-9]|1\d)$/m);
    expect(stdout).toMatch(/^ {4}worst: [02]\.(weight|bias), element \d+: /m);
    expect(stderr).toContain("2-5-2 (27 parameters) on 4 examples of circles, in Float64");
  });

  it("leaves out the same units each time, and checks so many weights of a large tensor", async () => {
    const { code, stdout } = await run("check model --data digits --examples 2 --elements 2");
    expect(code).toBe(0);
    expect(stdout).toContain(": 20 derivatives, ");
  });

  it("is right about a model with a kink near some weight for every h", async () => {
    const line = "check model --data moons --model 2-32-32-2 --examples 100 --elements 60 --seed 3 --json";
    const { passed, checks } = JSON.parse((await run(line)).stdout);
    expect(checks[0].sweep.best.error).toBeGreaterThan(1e-6);
    expect([passed, checks[0].sweep.error < 1e-7]).toEqual([true, true]);
  });

  it("takes numbers to predict as well", async () => {
    expect((await run("check model --data sine --model 1-4-1 --examples 2")).code).toBe(0);
  });
});

describe("downhill check RULE", () => {
  it.each(Object.keys(rules))("%s passes its own", (name) => {
    const measured = [...measureOracle(name), ...measureRule(name)];
    expect(failed(measured)).toEqual([]);
    expect(measured.length).toBeGreaterThanOrEqual(7);
    expect(usingFast()).toBe(true);
  });

  it("shows what is known of a rule: Adam's steps are lr long, momentum's grow tenfold, lion forgets sizes", async () => {
    const { code, stdout } = await run("check momentum");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ok {4}.*50-digit oracle's path in \d+ cases/m);
    expect(stdout).toMatch(/^ {6}1\.0e\+0 +how long step 1 /m);
    expect(stdout).toMatch(/^ {6}1\.0e\+1 +how long step 100 /m);
    expect(stdout).toMatch(/^ok .*without momentum, heavy ball, Nesterov and SGDW are gradient descent$/m);
    const size = (name: string) => measureRule(name).find(({ claim }) => claim.includes("128 times"))?.value;
    expect([size("lion"), size("adam"), size("rprop")]).toEqual([0, 0, 0]);
    expect(size("sgd")).toBeGreaterThan(1);
  });

  it.each([
    ["adam", "Adam's first step is −α sign(g)"],
    ["amsgrad", "AMSGrad is Adam while the corrected second moment grows"],
    ["lion", "lion: a positive factor on all gradients changes nothing"],
    ["radam", "radam: permuted weights give the permuted path"],
    ["lookahead(agc(sgd), k=2)", "Lookahead with α = 1 is its inner rule, whatever k is"],
  ])("%s has the closed forms, invariances and claims that the tests prove: %s", async (name, claim) => {
    const { measured } = JSON.parse((await run(["check", name, "--json"])).stdout);
    const found = measured.find((one: Measured) => one.claim === claim);
    expect(found).toMatchObject({ passed: true });
    expect(found.value ?? 0).toBeLessThan(1e-9);
  });

  it("claims nothing that was not measured: L-BFGS has neither kernel nor oracle nor steps down an endless slope", async () => {
    const { stdout } = await run("check lbfgs");
    expect(stdout).toMatch(/^ {16}there is no oracle path of it to compare with$/m);
    expect(stdout).not.toMatch(/kernel|how long step/);
    expect((await run("check adafactor")).stdout).not.toContain("fast kernel");
    expect((await run("check adam")).stdout).toContain("fast kernel");
  });

  it("notices a rule that is not what its paper claims", () => {
    const timid: RuleFactory = (settings) => rules.adam({ ...settings, epsPlacement: "uncorrected" });
    expect(failed(measureRule("adam", timid)).join("\n")).toMatch(
      /^Adam moves by exactly α\|g\|.*: value\[\d+\] must/m,
    );
  });

  it("gives the numbers as JSON", async () => {
    const { passed, measured } = JSON.parse((await run("check sgd --json")).stdout);
    expect(passed).toBe(true);
    expect(measured[0]).toEqual({ claim: expect.stringContaining("oracle"), value: 0, passed: true });
  });

  it("notices a rule that is not what its oracle says", () => {
    const wrong: RuleFactory = (settings) => rules.sgd({ ...settings, lr: 0.0100001 });
    expect(failed(measureOracle("sgd", wrong))).toHaveLength(1);
  });

  it("notices memory outside the saved state", () => {
    const forgetful: RuleFactory = () => {
      let steps = 0;
      return defineRule({
        name: "forgetful",
        hyper: { lr: 0.01 },
        init: () => ({}),
        update({ theta, g }, _state, { lr }) {
          steps++;
          for (let i = 0; i < theta.length; i++) theta[i] -= (lr * g[i]) / steps;
        },
      })();
    };
    expect(failed(measureRule("forgetful", forgetful))[0]).toMatch(/^resumed from its saved state/);
  });

  it("notices a direction that depends on the sign of the weights", () => {
    const lopsided = defineRule({
      name: "lopsided",
      hyper: { lr: 0.01 },
      init: () => ({}),
      update({ theta, g }, _state, { lr }) {
        for (let i = 0; i < theta.length; i++) theta[i] -= lr * Math.abs(g[i]);
      },
    }) as RuleFactory;
    expect(failed(measureRule("lopsided", lopsided))).toContain(
      "mirrored weights and gradients give the mirrored path",
    );
  });
});

it.each([
  ["check", /check needs one name: an op, a rule, or the word model/],
  ["check adam sgd", /check needs one name/],
  ["check gleu", /unknown op or rule "gleu"; did you mean "gelu"\?/],
  ["check adam --model 2-2", /--model is for: downhill check model; the check of adam has inputs of its own/],
  ["check model --examples 0", /--examples is "0"/],
])("%s: exit 2", async (line, message) => {
  const { code, stdout, stderr } = await run(line);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(message);
});
