/** @file The rules on the stage as text: `sgd(lr=0.001,wrapper=ema),adam(bug=multiplied,look=5)`. */

import { excerpt } from "../../src/check/excerpt.ts";
import { CallError, type CallNode, type Node, readCall } from "../../src/check/readCall.ts";
import { bugNamed, formOf, shortName, shownBugs } from "./bugs.ts";
import { type Choice, mostChoices, newChoice } from "./choice.ts";
import { type Form, formName, kindsOf, makeRule } from "./forms.ts";

/** Writes choices. A look is written only where the order does not give it. */
export function writeChoices(choices: readonly Choice[]): string {
  return choices.map((choice, i) => oneText(choice, newChoice(choice, choices.slice(0, i)).look)).join(",");
}

function oneText({ rule, variant, wrapper, settings, look, bug }: Choice, expected: number): string {
  const known = bug === undefined ? undefined : bugNamed(bug);
  const parts = [
    ...(variant === "" ? [] : [`variant=${variant}`]),
    ...(wrapper === undefined ? [] : [`wrapper=${wrapper}`]),
    ...(known ? [`bug=${shortName(known)}`] : []),
    ...Object.entries(settings).map(([name, value]) => `${name}=${value}`),
    ...(look === expected ? [] : [`look=${look}`]),
  ];
  return parts.length === 0 ? rule : `${rule}(${parts.join(",")})`;
}

/** Reads choices. A rule that is not known is left out, and so is a wrong setting; each is a problem. */
export function readChoices(
  text: string,
  forms: readonly Form[],
  most: number,
  wrappers: readonly string[] = [],
): { choices: Choice[]; problems: string[] } {
  const problems: string[] = [];
  const refuse = (problem: string): void => void problems.push(problem);
  const choices: Choice[] = [];
  for (const node of readNodes(text, refuse)) {
    if (choices.length === most) {
      refuse(`must have at most ${most} rules; the others are left out`);
      break;
    }
    const choice = readChoice(node, text, { forms, wrappers, others: choices }, refuse);
    if (choice) choices.push(choice);
  }
  return { choices, problems };
}

interface Known {
  readonly forms: readonly Form[];
  readonly wrappers: readonly string[];
  readonly others: readonly Choice[];
}
type Refuse = (problem: string) => void;

function readNodes(text: string, refuse: Refuse): readonly Node[] {
  try {
    const list = readCall(`[${text}]`);
    return list.kind === "list" ? list.items : [];
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    refuse(`must be rules such as sgd(lr=0.1),adam; got ${excerpt(text)}`);
    return [];
  }
}

function readChoice(node: Node, text: string, { forms, wrappers, others }: Known, refuse: Refuse): Choice | null {
  const named = node.kind === "call" ? node.named : [];
  const source = (one: Node): string => text.slice(one.position - 1, one.end - 1);
  const name = node.kind === "call" || node.kind === "word" ? node.name : source(node);
  const given = new Map(named.map(([key, value]) => [key, source(value)]));
  const variant = given.get("variant") ?? "";
  const form = forms.find((one) => one.rule === name && one.variant === variant);
  if (form === undefined) {
    refuse(`has no rule ${excerpt(variant === "" ? name : `${name}(variant=${variant})`)} here`);
    return null;
  }
  const wrapper = given.get("wrapper");
  if (wrapper !== undefined && !(wrappers.includes(wrapper) && wraps(wrapper, form))) {
    refuse(`has no wrapper ${excerpt(wrapper)} of ${formName(form)}`);
    return null;
  }
  const usual = newChoice(wrapper === undefined ? form : { ...form, wrapper }, others);
  const own = { ...usual, settings: readSettings(usual, named, refuse), look: readLook(named, usual.look) };
  const bug = given.get("bug");
  return bug === undefined ? own : withNamedBug(own, bug, refuse);
}

/** True if the wrapper accepts the rule. */
function wraps(wrapper: string, form: Form): boolean {
  try {
    return makeRule({ ...form, wrapper }) !== undefined;
  } catch {
    return false;
  }
}

/** The choice with a bug of its form. Null for another bug: a rule that should be wrong is not shown right. */
function withNamedBug(choice: Choice, name: string, refuse: Refuse): Choice | null {
  const found = shownBugs.find(
    (bug) =>
      bug.name === `${choice.rule}.${name}` && formOf(bug).variant === choice.variant && choice.wrapper === undefined,
  );
  if (found) return { ...choice, bug: found.name };
  refuse(`has no bug ${excerpt(name)} of ${formName(choice)}`);
  return null;
}

function readSettings(choice: Choice, named: CallNode["named"], refuse: Refuse): Record<string, number> {
  const kinds = kindsOf(choice);
  const settings: Record<string, number> = {};
  for (const [key, node] of named) {
    if (["variant", "wrapper", "look", "bug"].includes(key)) continue;
    const value = node.kind === "number" ? node.value : Number.NaN;
    if (!Object.hasOwn(kinds, key)) refuse(`has an unknown setting ${excerpt(key)} of ${choice.rule}`);
    else if (!kinds[key].holds(value)) refuse(`has ${choice.rule} with ${key} that is not ${kinds[key].text}`);
    else settings[key] = value;
  }
  return settings;
}

function readLook(named: CallNode["named"], usual: number): number {
  const node = named.find(([key]) => key === "look")?.[1];
  const look = node?.kind === "number" ? node.value : usual;
  return Number.isInteger(look) && look >= 0 && look < mostChoices ? look : usual;
}
