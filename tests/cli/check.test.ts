import { describe, expect, it } from "vitest";
import { add, mul, record, relu, type Tensor, tensor } from "../../src/autograd/index.ts";
import { opCalls } from "../../src/cli/check/gradients.ts";
import { sweepText } from "../../src/cli/check/sweepText.ts";
import { parseCall } from "../../src/testing/support/parseCall.ts";
import { allSteps, sweep } from "../../src/testing/sweep.ts";
import { run } from "../support/fakeTerminal.ts";

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

  it("measures each element at the distance that suits it", () => {
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
    ["list(1", 'column 7: expected "," or ")"'],
    ["list(1 2)", 'column 8: expected "," or ")"'],
    ["list(1);", "column 8: expected the end"],
    ["list(x)", "column 6: expected a value, got x"],
    ["1 + 1", "column 3: expected the end"],
    ["process.exit()", "column 8: expected the end"],
  ])("refuses %s", (text, message) => expect(() => parseCall(text)).toThrow(`${text}: ${message}`));

  it("calls nothing that it is not given", () => {
    expect(() => parseCall("exit(1)")(scope)).toThrow('unknown function "exit"');
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

  it("drops the same units each time, and checks --elements weights of each tensor", async () => {
    const { code, stdout } = await run("check model --data digits --examples 1 --elements 1");
    expect(code).toBe(0);
    expect(stdout).toContain(": 10 derivatives, ");
  });

  it("passes a model with a kink near some weight for every h", async () => {
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
  it("prints each proof once, and only those of the rule", async () => {
    const { code, stdout } = await run("check adam");
    expect(code).toBe(0);
    const names = stdout
      .trim()
      .split("\n")
      .map((line) => line.slice(17));
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => /AdaBound|Lookahead|Yogi|NAdam/.test(name))).toEqual([]);
    expect(stdout).toMatch(/^ok {5}\d\.\de[-+]\d+ +follows \d+ trajectories of 25 digits/m);
    expect(stdout).toMatch(/^ok {5}\d\.\de[-+]\d+ +Adam's first step is −α sign\(g\)$/m);
    expect(stdout).toMatch(/^ {7}1\.0e\+0 +length of step 100 on a constant gradient of 1/m);
  });

  it("checks wrappers around rules, and says nothing of kernels and trajectories that do not exist", async () => {
    const { code, stdout } = await run(["check", "lookahead(agc(sgd), k=2)"]);
    expect(code).toBe(0);
    expect(stdout).toContain("Lookahead with α = 1 is its inner rule");
    expect(stdout).toContain("permuted weights give the permuted path");
    expect(stdout).not.toMatch(/kernel|trajectories/);
  });

  it("gives the numbers as JSON", async () => {
    const { passed, checks } = JSON.parse((await run("check sgd --json")).stdout);
    expect(passed).toBe(true);
    expect(checks[0]).toEqual({
      name: expect.stringContaining("25 digits"),
      measured: 0,
      bound: 1e-12,
      passed: true,
      problem: null,
    });
  });
});

it.each([
  ["check", /check needs one name: an op, a rule, a schedule, FILE#EXPORT, or the word model/],
  ["check adam sgd", /check needs one name/],
  ["check gleu", /check: unknown name "gleu"; did you mean "gelu"\? Names: model, /],
  ["check adam --model 2-2", /--model is for: downhill check model; the check of adam makes its inputs itself/],
  ["check model --examples 0", /--examples must be a whole number, 1 or more, got "0"/],
])("%s: exit 2", async (line, message) => {
  const { code, stdout, stderr } = await run(line);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(message);
});
