import {
  type Assignment,
  type Expression,
  isLoop,
  type Loop,
  type Step,
  type When,
  type WrapperProgram,
} from "../program.ts";
import { assignmentsIn, expressionsIn, mapLine, mentions, renameIn } from "./walk.ts";

/**
 * Puts the statements of a wrapper around those of the rule inside. `names` maps the wrapper's hyperparameters and
 * buffers to their names in the new rule.
 *
 * The wrapper's loops join the last loop of the rule, which is the one that changes θ.
 */
export function wrapSteps(
  prefix: string,
  program: WrapperProgram,
  names: Readonly<Record<string, string>>,
  inner: readonly Step[],
): Step[] {
  const around = renamed(prefix, program, names, inner);
  const steps = program.gradient === undefined ? [...inner] : withGradient(prefix, around.gradient, inner);
  const last = steps.pop();
  if (last === undefined || !isLoop(last) || assignmentsIn(steps).some(([target]) => target === "theta"))
    throw new RangeError(`emit: ${prefix} must be around a rule whose last loop alone changes θ`);
  const outside = [...around.before, ...around.after].filter((step) => !isLoop(step));
  const linesOf = (part: readonly Step[]) => part.flatMap((step) => (isLoop(step) ? step.each : []));
  const each = [...linesOf(around.before), ...last.each, ...linesOf(around.after)];
  return [...steps, ...outside, { each }];
}

interface Around {
  gradient: Expression;
  before: Step[];
  after: Step[];
}

/** Renames what the wrapper declares itself where the rule inside has the name already. Drops `lr = inner.lr`. */
function renamed(
  prefix: string,
  { gradient = "g", before, after }: WrapperProgram,
  names: Readonly<Record<string, string>>,
  inner: readonly Step[],
): Around {
  const taken = new Set(assignmentsIn(inner).map(([target]) => target));
  const all: Record<string, string> = { ...names };
  for (const [target, , value] of assignmentsIn([...before, ...after])) {
    if (typeof value === "string" && value.startsWith("inner.")) all[target] = value.slice("inner.".length);
    else if (taken.has(target) && target !== "theta" && !Object.hasOwn(names, target))
      all[target] = `${prefix}.${target}`;
  }
  const expression = (node: Expression): Expression => renameIn(node, all);
  const assignment = ([target, operator, value, ...note]: Assignment): Assignment =>
    [all[target] ?? target, operator, expression(value), ...note] as Assignment;
  const step = (one: Step): Step =>
    isLoop(one) ? { each: one.each.map((line) => mapLine(line, assignment, expression)) } : assignment(one);
  const kept = (part: readonly Step[]) =>
    part.filter((one) => isLoop(one) || !(typeof one[2] === "string" && one[2].startsWith("inner."))).map(step);
  return { gradient: expression(gradient), before: kept(before), after: kept(after) };
}

/** Computes the changed gradient at the start of every loop that reads g. */
function withGradient(prefix: string, gradient: Expression, inner: readonly Step[]): Step[] {
  const name = `${prefix}.g`;
  const isG = (one: string): boolean => one === "g";
  let moved = false;
  return inner.map((step) => {
    if (!isLoop(step)) return step;
    const readsG = expressionsIn(step.each).some((node) => mentions(node, isG));
    if (readsG && moved) throw new RangeError(`emit: ${prefix} must be around a rule that reads g before it changes θ`);
    moved ||= assignmentsIn([step]).some(([target]) => target === "theta");
    return readsG ? { each: [[name, "=", gradient], ...step.each.map((line) => readingG(line, name))] } : step;
  });
}

/** The line with another name for g. */
function readingG(line: Assignment | When, name: string): Loop["each"][number] {
  const expression = (node: Expression): Expression => renameIn(node, { g: name });
  return mapLine(
    line,
    ([target, operator, value, ...note]) => [target, operator, expression(value), ...note] as Assignment,
    expression,
  );
}
