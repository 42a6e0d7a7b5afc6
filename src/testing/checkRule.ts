import type { MakeRule } from "../optim/index.ts";
import * as optim from "../optim/index.ts";
import * as claims from "./claims/index.ts";
import { finiteDifferences } from "./finiteDifferences.ts";
import { assertFollows, type Case, deviation, float64, runCase } from "./golden.ts";
import { hygiene } from "./hygiene.ts";
import { invariances } from "./invariances.ts";
import { kernelAgreement } from "./kernelAgreement.ts";
import { resuming } from "./resuming.ts";
import type { RuleCheck } from "./ruleCheck.ts";
import { stepLengths } from "./stepLengths.ts";
import type { Subject } from "./subject.ts";
import type { Claim, Optim } from "./support/claim.ts";
import { watch } from "./support/watch.ts";
import { tracing } from "./tracing.ts";

export interface RuleReport {
  passed: boolean;
  checks: RuleCheck[];
}

/**
 * Checks one rule: its golden trajectories, the claims of its paper, its invariances, hygiene, finite differences,
 * resuming, the statements that `explain` shows and the compiled kernel. Each proof runs once.
 *
 * `name` names a rule or wrapper, or is an expression such as `lookahead(sgd, k=2)`, which needs `rule`.
 * With a plain name, `rule` is checked in place of the library's rule.
 */
export function checkRule(
  name: string,
  { rule, cases = [] }: { rule?: MakeRule; cases?: readonly Case[] } = {},
): RuleReport {
  const subject = subjectNamed(name, rule);
  const own = rule === undefined || !Object.hasOwn(claims, name) ? optim : replaced(name, rule);
  const checks = [
    ...goldenCheck(name, own, cases),
    ...proofsOf(subject).map((claim) => prove(subject, claim, own)),
    ...stepLengths(subject, own),
  ];
  return { passed: checks.every(({ passed }) => passed !== false), checks };
}

/** Returns every claim about a rule. */
export const proofsOf = (subject: Subject): Claim[] => [
  ...subject.claims,
  ...invariances(subject),
  ...hygiene(subject),
  ...finiteDifferences(subject),
  ...resuming(subject),
  ...tracing(subject),
  ...kernelAgreement(subject),
];

const registry: Readonly<Record<string, Subject>> = claims;

/** Returns the subject of a name. The subject of an expression has the properties of its parts. */
export function subjectNamed(name: string, rule?: MakeRule): Subject {
  if (Object.hasOwn(registry, name)) return registry[name];
  const parts = (name.match(/\w+/g) ?? [])
    .filter((word) => Object.hasOwn(registry, word))
    .map((word) => registry[word]);
  if (parts.length === 0 || rule === undefined)
    throw new RangeError(`checkRule: name must be that of a rule or wrapper, got "${name}"`);
  const [outermost] = parts;
  const some = (property: "matrix" | "sparesVectors" | "ascends" | "constant"): boolean =>
    parts.some((part) => part[property]);
  return {
    name,
    make: (_, extra) => rule(extra),
    isWrapper: outermost.isWrapper,
    get scope() {
      return parts.map(({ scope }) => scope).sort((a, b) => scopes.indexOf(b) - scopes.indexOf(a))[0];
    },
    matrix: some("matrix"),
    sparesVectors: some("sparesVectors"),
    ascends: some("ascends"),
    constant: some("constant"),
    scaleFree: null,
    lr: outermost.lr,
    claims: outermost.claims,
  };
}

const scopes = ["weight", "tensor", "model"];

const replaced = (name: string, rule: MakeRule): Optim =>
  ({ ...optim, [name]: rule, rules: { ...optim.rules, [name]: rule } }) as Optim;

function prove({ name }: Subject, claim: Claim, own: Optim): RuleCheck {
  const { value, problem } = watch(claim, own);
  return { name: claim.title.replace(`${name}: `, ""), passed: problem === null, measured: value, problem };
}

/** Returns the largest error over all cases of the rule, relative to the distance travelled. */
function goldenCheck(name: string, own: Optim, cases: readonly Case[]): RuleCheck[] {
  const about = cases.filter(({ rule }) => rule === name);
  if (about.length === 0) return [];
  const runs = about.map((one) => ({ one, path: runCase(one, own) }));
  let problem: string | null = null;
  try {
    for (const { one, path } of runs) assertFollows(one, path, float64);
  } catch (error) {
    problem = (error as Error).message;
  }
  return [
    {
      name: `follows ${about.length} trajectories of 25 digits, error relative to the distance travelled`,
      passed: problem === null,
      measured: Math.max(...runs.map(({ one, path }) => deviation(one, path))),
      problem,
    },
  ];
}
