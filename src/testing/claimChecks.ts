import type { MakeRule } from "../optim/index.ts";
import * as optim from "../optim/index.ts";
import type { Rule } from "../optim/rule.ts";
import { finiteDifferences } from "./finiteDifferences.ts";
import { symmetries } from "./invariances.ts";
import { proofsOf } from "./proofsOf.ts";
import type { RuleCheck } from "./ruleCheck.ts";
import type { Settings, Subject } from "./subject.ts";
import { subjectNamed } from "./subjectNamed.ts";
import type { Candidate, Form } from "./support/candidate.ts";
import type { Claim, Optim } from "./support/claim.ts";
import { type Outcome, watch } from "./support/watch.ts";

/** The optimizers with a candidate in the place of the form that it should be. */
export interface Replaced {
  optim: Optim;
  /** Returns whether the candidate was made since the last call. */
  wasUsed(): boolean;
}

/** The library's optimizers, with the candidate in the place of the form of that variant. */
export function replaced({ make }: Candidate, { name, variant, factory }: Form): Replaced {
  let isUsed = false;
  const own = (settings: Settings = {}) => {
    const { variant: wanted = "", ...others } = settings;
    if (wanted !== variant) return factory(settings);
    isUsed = true;
    return make(others);
  };
  const put = Object.assign(own, { definition: factory.definition });
  return {
    optim: { ...optim, [name]: put, rules: { ...optim.rules, [name]: put } } as unknown as Optim,
    wasUsed() {
      const before = isUsed;
      isUsed = false;
      return before;
    },
  };
}

export interface ClaimChecks {
  checks: RuleCheck[];
  /** The titles of claims that set what the subject does not take. */
  leftOut: string[];
}

/** Rounding of another order of the same terms. */
const slack = 1e-11;

/** Runs the claims about a form with a candidate in its place. Ignores claims that never make the candidate. */
export function claimChecks(candidate: Candidate, form: Form): ClaimChecks {
  if (candidate.precision.floats === "Float32")
    return { checks: [], leftOut: ["the claims of its paper, which need Float64"] };
  if (candidate.driver !== null && form.rule.average !== undefined)
    return { checks: [], leftOut: ["the claims of its paper, which are about the averaged weights"] };
  if (candidate.driver !== null && form.rule.prepare !== undefined)
    return { checks: [], leftOut: ["the claims of its paper, which are about several tensors"] };
  if (form.given !== null) return invarianceChecks(candidate, form.given);
  const { optim: own, wasUsed } = replaced(candidate, form);
  const subject = ofVariant(subjectNamed(form.name), form.variant);
  const leftOut: string[] = [];
  const checks = proofsFor(subject, candidate).flatMap((proof) => {
    const outcome = watch(proof, own, slack);
    if (!wasUsed()) return [];
    if (!outcome.isTested) leftOut.push(proof.title);
    return outcome.isTested ? [asCheck(subject, proof, outcome)] : [];
  });
  return { checks, leftOut };
}

/** Runs the claims that hold for all rules, for a subject that should be a rule with wrappers around it. */
function invarianceChecks(candidate: Candidate, given: Rule): ClaimChecks {
  if (!isOfLibrary(given)) return { checks: [], leftOut: [`invariances, which may not hold for ${given.name}`] };
  const subject = { ...subjectNamed(given.name, candidate.make), claims: [] };
  const outcomes = proofsFor(subject, candidate).map((proof) => ({ proof, outcome: watch(proof, optim, slack) }));
  return {
    checks: outcomes.flatMap(({ proof, outcome }) => (outcome.isTested ? [asCheck(subject, proof, outcome)] : [])),
    leftOut: outcomes.flatMap(({ proof, outcome }) => (outcome.isTested ? [] : [proof.title])),
  };
}

/** Returns whether downhill has the rule and every wrapper around it. */
function isOfLibrary({ definition, inner }: Rule): boolean {
  const own = [...Object.values(optim.rules), ...Object.values(optim.wrappers)];
  return own.some((one) => one.definition === definition) && (inner === undefined || isOfLibrary(inner));
}

/** Runs the claims about a rule of the library, or about an expression that `make` makes. */
export function libraryChecks(name: string, variant: string, make?: MakeRule): RuleCheck[] {
  const subject = ofVariant(subjectNamed(name, make), variant);
  return proofsOf(subject).map((proof) => asCheck(subject, proof, watch(proof, optim)));
}

/** The proofs that hold for any correct program; for a driver those about one tensor. */
function proofsFor(subject: Subject, { driver }: Candidate): Claim[] {
  const all =
    driver === null ? proofsOf(subject) : [...subject.claims, ...symmetries(subject), ...finiteDifferences(subject)];
  return all.filter(({ libraryOnly }) => !libraryOnly);
}

const asCheck = ({ name }: Subject, { title }: Claim, { measured, bound, problem }: Outcome): RuleCheck => ({
  name: title.replace(`${name}: `, ""),
  passed: problem === null,
  measured,
  bound,
  problem,
});

/** The subject that makes a variant. Which settings make a variant invariant to scale is not known. */
function ofVariant(subject: Subject, variant: string): Subject {
  if (variant === "") return subject;
  const make: Subject["make"] = (optim, extra) => subject.make(optim, { variant, ...extra });
  return { ...subject, make, scaleFree: null, isMirrored: !subject.asymmetric.includes(variant) };
}
