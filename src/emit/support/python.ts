/** @file Shared by the targets in Python: scalars as Python's floats, guarded where Python raises errors. */
import type { Expression, Operation } from "../program.ts";
import type { Recipe } from "../recipe.ts";
import { equationsOf, factsOf, wrapFact, wrapText } from "./header.ts";
import { atLeast, call, type Dialect, levels, type Write, type Written } from "./infix.ts";
import { rangeOf } from "./ranges.ts";
import type { Signs } from "./signs.ts";

/** Words that Python has, and names that the emitted files use themselves. */
export const pythonWords: readonly string[] = (
  "False None True and as assert async await break class continue def del elif else except finally for from global if " +
  "import in is lambda nonlocal not or pass raise return try while with yield abs math max min torch np jnp jax optax"
).split(" ");

export const pythonOperators: Dialect["operators"] = { "===": "==", "!==": "!=", "&&": "and", "||": "or" };

/** Returns a number as Python writes it. */
export const pythonNumber = (value: number): string => `${value}`.replace("Infinity", "math.inf");

type Node = Operation;

/**
 * Writes functions of scalars. `use` is told which helper functions the file needs.
 */
export function pythonScalar(
  [operator, a, b, c]: Node,
  write: Write,
  signs: Signs,
  use: (helper: string) => void,
): Written | undefined {
  const helper = (name: string, operands: readonly Expression[]): Written => {
    use(name);
    return call(`_${name}`, operands, write);
  };
  if (operator === "?")
    return {
      text: `${atLeast(write(b), levels.or)} if ${atLeast(write(a), levels.or)} else ${write(c).text}`,
      level: levels.ternary,
    };
  if (operator === "!") return { text: `not ${atLeast(write(a), levels.not)}`, level: levels.not };
  if (operator === "/" && !signs.isPositive(b)) return helper("divide", [a, b]);
  if (operator === "safeDivide") return helper("safe_divide_scalar", [a, b]);
  if (operator === "log" && !signs.isPositive(a)) return helper("log", [a]);
  if (operator === "pow" || operator === "powInt") return power(write(a), write(b));
  if (["sqrt", "exp", "log"].includes(operator)) return call(`math.${operator}`, [a], write);
  if (["abs", "min", "max"].includes(operator)) return call(operator, b === undefined ? [a] : [a, b], write);
  return undefined;
}

/** Black writes simple operands without spaces. */
function power(base: Written, exponent: Written): Written {
  const isSimple = [base, exponent].every(({ text }) => /^-?[\w.]+$/.test(text));
  const operands = [atLeast(base, levels.atom), atLeast(exponent, levels.unary)];
  return { text: operands.join(isSimple ? "**" : " ** "), level: levels.power };
}

/** The helper functions by name. */
const pythonHelpers: Readonly<Record<string, string>> = {
  divide: `def _divide(a, b):
    """Return a / b with the infinities of IEEE 754, where Python raises an error."""
    if b != 0:
        return a / b
    if a == 0 or math.isnan(a):
        return math.nan
    return math.copysign(math.inf, a) * math.copysign(1.0, b)
`,
  safe_divide_scalar: `def _safe_divide_scalar(a, b):
    """Return a / b, or 0 where b is 0."""
    return a / b if b != 0 else 0.0
`,
  log: `def _log(x):
    """Return ln x, and -inf for 0, where Python raises an error."""
    return math.log(x) if x > 0 else -math.inf
`,
};

/** Returns the texts of the helpers that a file uses, sorted by name. */
export const helperText = (used: ReadonlySet<string>, own: Readonly<Record<string, string>> = {}): string[] =>
  [...used].sort().map((name) => ({ ...pythonHelpers, ...own })[name].trimEnd());

/** Returns the docstring of a module: title, equations, and where it comes from. */
export function docstring(title: string, recipe: Recipe, target: string, flags: string, checked: string): string[] {
  const equations = equationsOf(recipe).map((line) => (line === "" ? "" : `    ${line}`));
  const facts = factsOf(recipe, target, flags, checked).flatMap((fact) => wrapFact(fact, 84));
  return [`"""${title}`, "", ...equations, "", ...facts, '"""'];
}

type Name = (name: string) => string;

/** Returns a table of the ranges of all hyperparameters, for checks. */
export function rangeTable({ hyper }: Recipe, name: Name): string {
  const rows = hyper.flatMap(({ name: key, kind }) => {
    const { low, below, high, above, whole } = rangeOf(kind);
    const isInside = `${low ?? "-math.inf"} ${below ?? "<"} x ${above ?? "<"} ${high ?? "math.inf"}`;
    const test = whole ? `x == int(x) and ${isInside}` : isInside;
    const items = [`"${kind.text}"`, `lambda x: ${test}`];
    const row = `    "${name(key)}": (${items.join(", ")}),`;
    return row.length <= 88 ? [row] : [`    "${name(key)}": (`, ...items.map((item) => `        ${item},`), "    ),"];
  });
  return ["_RANGES = {", ...rows, "}"].join("\n");
}

/** Returns a line for each hyperparameter, with its range and default. */
export const argumentLines = ({ hyper }: Recipe, name: Name): string[] =>
  hyper.flatMap(({ name: key, meaning, value, kind }) => {
    const sentences = [meaning, `Must be ${kind.text}.`, `Default: ${pythonNumber(value)}.`].filter(Boolean);
    return wrapText(`${name(key)}: ${sentences.join(" ")}`, 76, "    ");
  });

/** Returns the arguments of a function with their defaults. */
export const argumentsOf = ({ hyper }: Recipe, name: Name): string[] =>
  hyper.map(({ name: key, value }) => `${name(key)}=${pythonNumber(value)}`);

/** The comment above a statement: the equation of the source. */
export const noteLines = (note: string | undefined): string[] =>
  note === undefined ? [] : note.split("\n").map((line) => `# ${line.trimEnd()}`);
