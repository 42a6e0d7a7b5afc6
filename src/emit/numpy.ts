/** @file A rule as a NumPy function: weights and state in, new weights and state out. */
import type { Expression } from "./program.ts";
import type { Recipe } from "./recipe.ts";
import { titleOf, wordsOf } from "./support/header.ts";
import { type Write, writer } from "./support/infix.ts";
import { className, namer, snakeCase } from "./support/names.ts";
import { numpyDialect, numpyHelpers } from "./support/numpyDialect.ts";
import { argumentLines, argumentsOf, docstring, helperText, pythonWords, rangeTable } from "./support/python.ts";
import { type PythonContext, pythonFile } from "./support/pythonFile.ts";
import { layout } from "./support/pythonLayout.ts";
import { pythonLines } from "./support/pythonLines.ts";
import { pythonSchedule } from "./support/pythonSchedule.ts";
import { arrayLines, elementNames, type Line } from "./support/scope.ts";
import { signsOf } from "./support/signs.ts";
import { mentions } from "./support/walk.ts";
import type { Target } from "./targets.ts";

const checked =
  "Checked: downhill's tests run such files for every rule and wrapper with NumPy in Float64. Their paths are " +
  "compared with trajectories of 50 digits.";

export const numpy: Target = {
  what: "a NumPy function, without a class",
  checked,
  write: (recipe, flags) => pythonFile(recipe, moduleText(recipe, flags)),
};

function moduleText(recipe: Recipe, flags: string): string {
  const name = namer([...pythonWords, "state"]);
  const used = new Set<string>();
  const write = writer(numpyDialect(elementNames(recipe), name, signsOf(recipe), (helper) => used.add(helper)));
  const title = snakeCase(className(...wordsOf(recipe)));
  const context: PythonContext = { recipe, title, name, write };
  const step = stepFunction(context);
  const schedule = pythonSchedule(recipe.schedule ?? [], (helper) => used.add(helper));
  const functions = [initFunction(context), step, ...averageFunction(context), ...schedule];
  const parts = [rangeTable(recipe, name), ...helperText(used, numpyHelpers), checkFunction(title), ...functions];
  const head = docstring(`${titleOf(recipe)}, as a NumPy function.`, recipe, "numpy", flags, checked);
  return `${[...head, "", "import math", "", "import numpy as np"].join("\n")}\n\n${parts.join("\n\n\n")}\n`;
}

const checkFunction = (title: string): string =>
  [
    "def _check(**hyper):",
    "    for name, value in hyper.items():",
    "        text, holds = _RANGES[name]",
    "        if not holds(value):",
    ...layout(`raise ValueError(f"${title}: {name} must be {text}, got {value}")`, 12),
  ].join("\n");

/** The hyperparameters that an expression reads. */
const readBy = ({ hyper }: Recipe, nodes: readonly Expression[]) =>
  hyper.filter(({ name }) => nodes.some((node) => mentions(node, (one) => one === name)));

function initFunction({ recipe, title, name, write }: PythonContext): string {
  const hyper = readBy(
    recipe,
    recipe.state.map(({ initial }) => initial),
  );
  const entries = recipe.state.map(({ name: buffer, initial, single }) => {
    const value = single ? Number(initial).toFixed(1) : array(initial, write);
    return `        "${buffer}": ${value},`;
  });
  return [
    ...layout(`def ${title}_init(${["theta", ...argumentsOf({ ...recipe, hyper }, name)].join(", ")}):`),
    '    """Return the state before the first step."""',
    ...(entries.length === 0
      ? ['    return {"step": 0}']
      : ["    return {", '        "step": 0,', ...entries, "    }"]),
  ].join("\n");
}

function array(initial: Expression, write: Write): string {
  if (initial === "theta") return "theta.copy()";
  return initial === 0 ? "np.zeros_like(theta)" : `np.full_like(theta, ${write(initial).text})`;
}

function stepFunction(context: PythonContext): string {
  const { recipe, title, name } = context;
  const names = recipe.hyper.map(({ name: key }) => name(key));
  const state = recipe.state.map(({ name: buffer }) => `"${buffer}": ${name(buffer)}`);
  return [
    ...layout(`def ${title}(${["theta", "g", "state", ...argumentsOf(recipe, name)].join(", ")}):`),
    '    """Return the weights and the state after one step. No argument changes.',
    "",
    "    Args:",
    "        theta: the weights, an array of floats",
    "        g: their gradient, of the same shape",
    `        state: the result of ${title}_init or of the last step`,
    ...argumentLines(recipe, name).map((line) => `        ${line}`),
    '    """',
    ...layout(`_check(${names.map((one) => `${one}=${one}`).join(", ")})`, 4),
    '    t = state["step"] + 1',
    ...recipe.state.map(({ name: buffer }) => `    ${name(buffer)} = state["${buffer}"]`),
    ...statements(context),
    ...layout(`return theta, {${['"step": t', ...state].join(", ")}}`, 4),
  ].join("\n");
}

function statements({ recipe, name, write }: PythonContext): string[] {
  return pythonLines(arrayLines(recipe), write, (line) => [statement(line, name, write)]);
}

/** Arrays are never changed in place, since the caller has them too. */
function statement({ kind, target, operator, value }: Line, name: PythonContext["name"], write: Write): string {
  const left = name(target);
  if (kind === "sum") return `${left} += float(np.sum(${write(value).text}, dtype=np.float64))`;
  if (kind !== "store" || operator === "=") return `${left} ${operator} ${write(value).text}`;
  return `${left} = ${write([operator[0], target, value]).text}`;
}

/** The weights to evaluate with, for rules with averaged weights. */
function averageFunction({ recipe, title, name, write }: PythonContext): string[] {
  if (recipe.average === undefined) return [];
  const { buffer, when } = recipe.average;
  const hyper = when === undefined ? [] : readBy(recipe, [when]);
  const condition = when === undefined ? 'state["step"] >= 1' : `${write(when).text}`;
  return [
    [
      ...layout(`def ${title}_average(${["theta", "state", ...argumentsOf({ ...recipe, hyper }, name)].join(", ")}):`),
      '    """Return the averaged weights, or the weights before the first average."""',
      ...(when === undefined ? [] : ['    t = state["step"]']),
      ...layout(`return state["${buffer}"] if ${condition} else theta`, 4),
    ].join("\n"),
  ];
}
