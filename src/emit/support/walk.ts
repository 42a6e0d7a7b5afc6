/** @file Walks through expressions and statements of programs. */
import { type Assignment, type Expression, isLoop, isWhen, type Loop, type Step, type When } from "../program.ts";

/** Replaces names in an expression. */
export function renameIn(node: Expression, names: Readonly<Record<string, Expression>>): Expression {
  if (typeof node === "string") return Object.hasOwn(names, node) ? names[node] : node;
  if (typeof node === "number" || node[0] === "text") return node;
  return [node[0], ...node.slice(1).map((one) => renameIn(one, names))];
}

/** Returns whether the expression mentions a name for which the test holds. */
export function mentions(node: Expression, test: (name: string) => boolean): boolean {
  if (typeof node === "string") return test(node);
  if (typeof node === "number" || node[0] === "text") return false;
  return node.slice(1).some((one) => mentions(one, test));
}

/** Every operator and function of an expression. */
export function operatorsIn(node: Expression): string[] {
  if (typeof node !== "object") return [];
  return [node[0], ...node.slice(1).flatMap(operatorsIn)];
}

/** The assignments of steps, those under a condition too. */
export const assignmentsIn = (steps: readonly (Step | When)[]): Assignment[] =>
  steps.flatMap((step): Assignment[] => {
    if (isLoop(step as Step)) return assignmentsIn((step as Loop).each);
    return isWhen(step as Assignment | When) ? [...(step as When).body] : [step as Assignment];
  });

/** The targets of assignments that change after they were declared. */
export const repeated = (assignments: readonly (readonly [target: string, ...rest: unknown[]])[]): Set<string> => {
  const targets = assignments.map(([target]) => target);
  return new Set(targets.filter((target, i) => targets.indexOf(target) !== i));
};

/** Every expression of steps: values and conditions. */
export const expressionsIn = (steps: readonly (Step | When)[]): Expression[] =>
  steps.flatMap((step): Expression[] => {
    if (isLoop(step as Step)) return expressionsIn((step as Loop).each);
    if (isWhen(step as Assignment | When)) return [(step as When).when, ...expressionsIn((step as When).body)];
    return [(step as Assignment)[2]];
  });

/** Applies a function to every assignment and condition of a line. */
export const mapLine = (
  line: Assignment | When,
  assignment: (one: Assignment) => Assignment,
  condition: (one: Expression) => Expression,
): Assignment | When =>
  isWhen(line) ? { when: condition(line.when), body: line.body.map(assignment) } : assignment(line);
