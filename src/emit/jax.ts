/** @file A rule as a gradient transformation of optax. */
import type { Expression } from "./program.ts";
import type { Recipe } from "./recipe.ts";
import { titleOf, wordsOf } from "./support/header.ts";
import { type Write, writer } from "./support/infix.ts";
import { jaxDialect, jaxHelpers } from "./support/jaxDialect.ts";
import { jaxSchedule } from "./support/jaxSchedule.ts";
import { className, namer, snakeCase } from "./support/names.ts";
import {
  argumentLines,
  argumentsOf,
  docstring,
  helperText,
  noteLines,
  pythonWords,
  rangeTable,
} from "./support/python.ts";
import { type PythonContext, pythonFile } from "./support/pythonFile.ts";
import { layout } from "./support/pythonLayout.ts";
import { arrayLines, elementNames, isElementIn, type Line } from "./support/scope.ts";
import { signsOf } from "./support/signs.ts";
import { mentions } from "./support/walk.ts";
import type { Target } from "./targets.ts";

const checked =
  "Checked: run with JAX 0.10.2 and optax 0.2.8 in Float64 by hand, for every rule and wrapper, and compared with " +
  "trajectories of 50 digits. Where JAX is missing, downhill's tests put NumPy in the place of jax.numpy.";

export const jax: Target = {
  what: "an optax.GradientTransformation",
  checked,
  write: (recipe, flags) => pythonFile(recipe, moduleText(recipe, flags)),
};

function moduleText(recipe: Recipe, flags: string): string {
  const name = namer([...pythonWords, "theta_before", "update", "dtype"]);
  const used = new Set<string>();
  const use = (helper: string) => used.add(helper);
  const title = snakeCase(className(...wordsOf(recipe)));
  const isElement = isElementIn(elementNames(recipe));
  const signs = signsOf(recipe);
  const guard = (a: Expression, b: Expression): boolean => !isElement(a) && !isElement(b) && !signs.isPositive(b);
  const context: PythonContext = { recipe, title, name, write: writer(jaxDialect(name, use, guard)) };
  if (recipe.state.some(({ single }) => single)) use("number");
  const update = updateFunction(context);
  const schedule = jaxSchedule(recipe.schedule ?? [], use);
  const functions = [update, ...schedule, factory(context)];
  const parts = [rangeTable(recipe, name), ...helperText(used, jaxHelpers), stateClass(context), ...functions];
  const head = docstring(`${titleOf(recipe)}, as a gradient transformation of optax.`, recipe, "jax", flags, checked);
  const imports = [
    "import math",
    "from typing import NamedTuple",
    "",
    "import jax",
    "import jax.numpy as jnp",
    "import optax",
  ];
  return `${[...head, "", ...imports].join("\n")}\n\n${parts.join("\n\n\n")}\n`;
}

const stateClass = ({ recipe, name }: PythonContext): string =>
  [
    `class ${className(...wordsOf(recipe))}State(NamedTuple):`,
    '    """The count of steps, and trees with the buffers of every parameter."""',
    "",
    "    step: jnp.ndarray",
    ...recipe.state.map(({ name: buffer }) => `    ${name(buffer)}: optax.Updates`),
  ].join("\n");

/** The hyperparameters and buffers that one parameter's update takes, in this order. */
const parametersOf = ({ recipe, name }: PythonContext): string[] => [
  "theta",
  "g",
  "t",
  ...recipe.state.map(({ name: buffer }) => name(buffer)),
  ...recipe.hyper.map(({ name: key }) => name(key)),
];

/** The function that has the equations. Optax adds what it returns to θ. */
function updateFunction(context: PythonContext): string {
  const { recipe, name, write } = context;
  const lines = arrayLines(recipe);
  const isDirect = changesOnce(lines);
  const body = lines.flatMap((line) => [
    ...noteLines(line.note).map((one) => `    ${one}`),
    ...layout(statement(line, isDirect, name, write), 4),
  ]);
  const arrays = recipe.state.map(({ name: buffer, single }) => `${name(buffer)}${single ? "" : ".astype(dtype)"}`);
  return [
    ...layout(`def _update(${parametersOf(context).join(", ")}):`),
    '    """Return the change of one parameter, and its new buffers."""',
    "    dtype = theta.dtype",
    ...(isDirect ? [] : ["    theta_before = theta"]),
    ...body,
    ...(isDirect ? [] : ["    update = theta - theta_before"]),
    ...returned(["update.astype(dtype)", ...arrays]),
  ].join("\n");
}

/** The statement that returns a tuple, with one value a line if it is long. */
function returned(values: readonly string[]): string[] {
  if (values.length === 1) return [`    return (${values[0]},)`];
  const line = `    return ${values.join(", ")}`;
  return line.length <= 88 ? [line] : ["    return (", ...values.map((value) => `        ${value},`), "    )"];
}

/** θ changes by one difference, and nothing reads the new θ: then the difference is the result. */
function changesOnce(lines: readonly Line[]): boolean {
  const at = lines.findIndex(({ target }) => target === "theta");
  const { operator, when } = lines[at];
  const after = lines.slice(at + 1);
  const isRead = after.some(({ target, value }) => target === "theta" || mentions(value, (one) => one === "theta"));
  return (operator === "-=" || operator === "+=") && when === undefined && !isRead;
}

function statement(line: Line, isDirect: boolean, name: PythonContext["name"], write: Write): string {
  const { kind, target, operator, value, when } = line;
  const left = name(target);
  if (kind === "sum") return `${left} += jnp.sum(${write(value).text})`;
  if (isDirect && target === "theta") return `update = ${write(operator === "-=" ? ["neg", value] : value).text}`;
  const after = operator === "=" ? value : ([operator[0], target, value] as const);
  return `${left} = ${write(when === undefined ? after : ["?", when, after, target]).text}`;
}

function factory(context: PythonContext): string {
  const { recipe, title, name } = context;
  const hyper = recipe.hyper.map(({ name: key }) => name(key));
  const defaults = argumentsOf(recipe, name).map((one) =>
    recipe.schedule && one.startsWith("lr=") ? "lr=schedule" : one,
  );
  return [
    ...layout(`def ${title}(${defaults.join(", ")}):`),
    '    """Return the gradient transformation. Its update needs the parameters.',
    "",
    "    Args:",
    ...argumentLines(recipe, name).map((line) => `        ${line}`),
    "",
    "    lr may also be a function of the step t = 1, 2, …",
    '    """',
    ...layout(`hyper = dict(${hyper.map((one) => `${one}=${one}`).join(", ")})`, 4),
    "    for name, value in hyper.items():",
    "        text, holds = _RANGES[name]",
    "        if isinstance(value, (int, float)) and not holds(value):",
    ...layout(`raise ValueError(f"${title}: {name} must be {text}, got {value}")`, 12),
    "",
    ...initLines(context),
    "",
    ...updateLines(context),
    "",
    "    return optax.GradientTransformation(init, update)",
  ].join("\n");
}

function initLines({ recipe, name, write }: PythonContext): string[] {
  const readsLr = recipe.state.some(({ initial }) => initial === "lr");
  const title = `${className(...wordsOf(recipe))}State`;
  const fields = recipe.state.map(({ name: buffer, initial, single }) => {
    const value = initial === "lr" ? "rate" : write(initial).text;
    const filled = initial === 0 ? "jnp.zeros_like" : `lambda p: jnp.full_like(p, ${value})`;
    const made = single ? `_number(${Number(initial).toFixed(1)})` : initial === "theta" ? "jnp.copy" : filled;
    return `            ${name(buffer)}=jax.tree_util.tree_map(${made}, params),`;
  });
  return [
    "    def init(params):",
    ...(readsLr ? ["        rate = lr(1) if callable(lr) else lr"] : []),
    ...(fields.length === 0
      ? [`        return ${title}(step=jnp.zeros([], jnp.int32))`]
      : [`        return ${title}(`, "            step=jnp.zeros([], jnp.int32),", ...fields, "        )"]),
  ];
}

function updateLines({ recipe, title, name }: PythonContext): string[] {
  const buffers = recipe.state.map(({ name: buffer }) => `state.${name(buffer)}`);
  const hasLr = recipe.hyper.some(({ name: key }) => key === "lr");
  const state = `${className(...wordsOf(recipe))}State`;
  return [
    "    def update(updates, state, params=None):",
    "        if params is None:",
    ...layout(`raise ValueError("${title}: update needs the parameters")`, 12),
    "        step = state.step + 1",
    "        t = 1.0 * step",
    ...(hasLr ? ['        values = {**hyper, "lr": lr(t) if callable(lr) else lr}'] : []),
    "        tree = jax.tree_util.tree_structure(updates)",
    ...layout(`trees = (${["params", "updates", ...buffers].join(", ")})`, 8),
    "        leaves = zip(*[tree.flatten_up_to(one) for one in trees])",
    `        results = [_update(*one[:2], t, *one[2:], **${hasLr ? "values" : "hyper"}) for one in leaves]`,
    "        updates, *buffers = [tree.unflatten(list(one)) for one in zip(*results)]",
    `        return updates, ${state}(step, *buffers)`,
  ];
}
