/** @file Bugs that real programs had, or have, as changes of ours: which program, and what went wrong there. */
import { readFileSync } from "node:fs";
import { type BugData, bugData } from "../../../src/testing/identify/bugData.ts";
import { root } from "./load.ts";
import type { Mutant } from "./mutate.ts";

interface Bug {
  kind: string;
  file: string;
  find: string;
  replace: string;
}

/** A bug that identify names too, by its name there. */
function known(kind: string, name: string): Bug {
  const { rule, find, replace } = bugData.find((one) => one.name === name) as BugData;
  return { kind, file: `rules/${rule}.ts`, find, replace };
}

const bugs: readonly Bug[] = [
  {
    kind: "kozistr's Ranger climbs for its first five steps",
    file: "rules/radam.ts",
    find: "safeDivide(mHat, sqrt(vHat) + eps) : lr * mHat;",
    replace: "safeDivide(mHat, sqrt(vHat) + eps) : -lr * mHat;",
  },
  {
    kind: "kozistr's SGDW starts its momentum from the weights",
    file: "rules/sgdw.ts",
    find: "init: (theta) => ({ u: zerosLike(theta) })",
    replace: "init: (theta) => ({ u: theta.slice() })",
  },
  {
    kind: "kozistr's SGDW, many tensors at once, forgets its momentum",
    file: "rules/sgdw.ts",
    find: "mu * u[i]",
    replace: "0 * u[i]",
  },
  known("RangerVA updates v twice", "radam.squaresTwice"),
  known("RangerVA multiplies by lr twice", "radam.rateTwice"),
  {
    kind: "tfjs' Adadelta divides by the mean square before this gradient",
    file: "rules/adadelta.ts",
    find: "sqrt(v[i] + eps)",
    replace: "sqrt((v[i] - (1 - rho) * g[i] * g[i]) / rho + eps)",
  },
  known("tfjs' centered RMSProp subtracts ε", "rmsprop.negativeEps"),
  {
    kind: "centered RMSProp of PyTorch and optax takes the root of a rounding below 0",
    file: "rules/rmsprop.ts",
    find: "max(v[i] - a[i] * a[i], 0)",
    replace: "v[i] - a[i] * a[i]",
  },
  {
    kind: "AMSGrad of PyTorch and Keras takes the maximum before it corrects",
    file: "rules/amsgrad.ts",
    find: "max(vMax[i], v[i] / correction2);\n      theta[i] -= lr * safeDivide(mHat, sqrt(vMax[i]) + eps);",
    replace: "max(vMax[i], v[i]);\n      theta[i] -= lr * safeDivide(mHat, sqrt(vMax[i] / correction2) + eps);",
  },
  {
    kind: "PyTorch's AMSGrad, many tensors at once, forgot to keep the maximum",
    file: "rules/amsgrad.ts",
    find: "vMax[i] = max(vMax[i], v[i] / correction2);",
    replace: "vMax[i] = v[i] / correction2;",
  },
  known("PyTorch's first NAdam multiplied its product by the next momentum too", "nadam.productAhead"),
  known("PyTorch's differentiable NAdam took the gradient for the momentum", "nadam.gradientForMoment"),
  {
    kind: "holocron's RAdam corrected its momentum in place, again and again",
    file: "rules/radam.ts",
    find: "const mHat = m[i] / correction1;",
    replace: "m[i] /= correction1; const mHat = m[i];",
  },
  {
    kind: "Lookahead's authors and kozistr cached the momentum itself, not a copy",
    file: "wrappers/lookahead.ts",
    find: "inner.m && { m: zerosLike(inner.m) }",
    replace: "inner.m && { m: inner.m }",
  },
  {
    kind: "Lookahead's TensorFlow program starts its slow weights from 0",
    file: "wrappers/lookahead.ts",
    find: "slow: theta.slice()",
    replace: "slow: zerosLike(theta)",
  },
  {
    kind: "Lookahead's TensorFlow program syncs every k + 1 updates",
    file: "wrappers/lookahead.ts",
    find: "t % k !== 0",
    replace: "t % (k + 1) !== 0",
  },
  {
    kind: "Lookahead's authors left the slow weights out of what they saved",
    file: "state/optimizerState.ts",
    find: "mapValues(state, (values) => values.slice())",
    replace: 'mapValues(state, (values, key) => (key.endsWith("slow") ? values.map(() => 0) : values.slice()))',
  },
  {
    kind: "PyTorch's state shared its arrays with the optimizer that keeps training",
    file: "state/optimizerState.ts",
    find: "(values) => values.slice()",
    replace: "(values) => values",
  },
  {
    kind: "AdaBound's authors update only the groups that were there at the start",
    file: "optimizer.ts",
    find: "for (const [i, { parameterStates }] of optimizer.groups.entries()) {",
    replace: "for (const [i, { parameterStates }] of optimizer.groups.slice(0, 1).entries()) {",
  },
  {
    kind: "Ranger's step does not call its closure",
    file: "optimizer.ts",
    find: "const loss = closure && evaluate(optimizer, closure);",
    replace: "const loss = closure && 0;",
  },
  {
    kind: "Ranger shares one buffer among all its parameters",
    file: "optimizer.ts",
    find: "entry.state ??= newState(optimizer.rule, entry.param, values[i]);",
    replace: "entry.state ??= parameterStates[0].state ?? newState(optimizer.rule, entry.param, values[i]);",
  },
  {
    kind: "kozistr's L2 is added to the caller's gradient",
    file: "wrappers/l2.ts",
    find: "g.map((gi, i) => gi + l2 * theta[i])",
    replace: "g.map((gi, i) => (g[i] = gi + l2 * theta[i]))",
  },
  {
    kind: "kozistr's maximize turns the caller's gradient",
    file: "wrappers/maximize.ts",
    find: "g.map((gi) => -gi)",
    replace: "g.map((gi, i) => (g[i] = -gi))",
  },
  {
    kind: "kozistr centralizes the caller's gradient",
    file: "wrappers/centralize.ts",
    find: "g.map((gi, i) => gi - ",
    replace: "g.map((gi, i) => g[i] = gi - ",
  },
];

/** The bugs as mutants; throws where a file no longer reads as it did. */
export const bugMutants = (): Mutant[] =>
  bugs.map(({ kind, file, find, replace }) => {
    const path = `src/optim/${file}`;
    const source = readFileSync(root + path, "utf8");
    const at = source.indexOf(find);
    if (at < 0) throw new Error(`bugs.ts: ${path} no longer has \`${find}\`, which "${kind}" changes`);
    const line = source.slice(0, at).split("\n").length;
    return { file: path, line, kind, before: find, after: replace, source: source.replace(find, () => replace) };
  });
