/** @file The program for PyTorch: the names of `emit`, and the functions of the stage. */
import { describe, expect, it } from "vitest";
import { elementwiseForms, formName, kindsOf, makeRule } from "../../site/lab/forms.ts";
import { evaluateFormula } from "../../site/lab/formula/evaluateFormula.ts";
import { parseFormula } from "../../site/lab/formula/parseFormula.ts";
import { readHash } from "../../site/lab/hash.ts";
import { pythonFormula, pythonNames, pytorchCode } from "../../site/lab/pytorchCode.ts";
import { runOf } from "../../site/lab/run.ts";
import { firstState, surfaceOf } from "../../site/lab/state.ts";
import { formulaOf } from "../../site/lab/surfaceFormulas.ts";
import { surfaces } from "../../src/data/surfaces/surfaces.ts";
import { valuesOnGrid } from "../../src/data/surfaces/valuesOnGrid.ts";
import { emit } from "../../src/emit/index.ts";
import { snakeCase } from "../../src/emit/support/names.ts";

const programAt = (hash: string): string => {
  const { state } = readHash(hash);
  return pytorchCode(runOf(state), state);
};

describe("the formulas of the test functions", () => {
  it.each(surfaces.map(({ name }) => name))("%s has the values of the function", (surface) => {
    const state = { ...firstState, surface, condition: 33 };
    const own = surfaceOf(state);
    const node = parseFormula(formulaOf(state));
    const values = valuesOnGrid({ ...own, f: (x, y) => evaluateFormula(node, x, y) }, 21);
    for (const [i, value] of valuesOnGrid(own, 21).entries())
      expect(Math.abs(values[i] - value)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(value)));
  });
});

describe("the program for PyTorch", () => {
  it("names classes, modules and hyperparameters as emit does, for every form", () => {
    for (const form of elementwiseForms) {
      const { files, title, hyper } = emit(makeRule(form), { to: "pytorch" });
      const names = pythonNames(form);
      expect([names.title, `${names.module}.py`], formName(form)).toEqual([title, files[0].name]);
      const init = files[0].text.slice(files[0].text.indexOf("def __init__")).split("):")[0];
      for (const name of Object.keys(kindsOf(form))) {
        expect(hyper[name]).toBe(snakeCase(name));
        expect(init).toContain(`${snakeCase(name)}=`);
      }
    }
  });

  it("has the emit commands, the differences of torch.optim, and what is done to gradients", () => {
    const program = programAt(
      "#f=quadratic&k=5&rot=30&o=momentum(lr=0.1,mu=0.5),adam(variant=tensorflow,lr=0.1),adam(bug=multiplied)&gclip=1&l2=0.1&noise=0.2&s=3&steps=9",
    );
    for (const part of [
      "#   downhill emit momentum --to pytorch -o momentum.py",
      "#   downhill emit adam --variant tensorflow --to pytorch -o adam_tensorflow.py",
      "# torch.optim differs from momentum: ",
      "# Rules that are wrong on purpose, and those inside wrappers, are left out.",
      "from adam_tensorflow import AdamTensorflow",
      '    "momentum": lambda theta: Momentum([theta], lr=0.1, mu=0.5),',
      "    return (0.5 * ((x ** 2) + (5 * (y ** 2))))",
      "    x, y = dx * c + dy * s + 0, dy * c - dx * s + 0",
      "then the norm is clipped to 1, then 0.1 θ is added (L2 weight decay).",
      "# PyTorch draws other numbers for the noise than the lab.",
      "        theta.grad *= min(1.0, 1 / max(theta.grad.norm().item(), 1e-300))",
      "        theta.grad += 0.1 * theta.detach()",
      "    for _ in range(9):",
    ])
      expect(program).toContain(part);
  });

  it.each([
    ["-x^2 + abs(y)", "((-(x ** 2)) + torch.abs(y))"],
    ["max(x, 0) - min(-1, y)", "(torch.clamp(x, min=0) - torch.clamp(y, max=(-1)))"],
    ["max(x, y)", "torch.maximum(x, y)"],
    ["2^3", "0 * x + 8"],
    ["x / 0 + 1/0", '((x / 0) + float("inf"))'],
  ])("writes %s as %s", (formula, expected) => {
    expect(pythonFormula(parseFormula(formula))).toBe(expected);
  });
});
