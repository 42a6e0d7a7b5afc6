/** @file Finds the check that kills a mutant: runs the checks that use the broken file until one throws. */
import * as original from "../../../src/optim/index.ts";
import * as claims from "../../../src/testing/claims/index.ts";
import { finiteDifferences } from "../../../src/testing/finiteDifferences.ts";
import { hygiene } from "../../../src/testing/hygiene.ts";
import { invariances } from "../../../src/testing/invariances.ts";
import { resuming } from "../../../src/testing/resuming.ts";
import type { Claim, Optim } from "../../../src/testing/support/claim.ts";
import { watch } from "../../../src/testing/support/watch.ts";
import { goldenChecks } from "../../optim/golden.ts";
import { reason } from "./equivalents.ts";
import { type Loader, openLoader } from "./load.ts";
import type { Mutant } from "./mutate.ts";

/** A check, its group, and the names it read from src/optim when it passed. */
export interface KnownCheck extends Claim {
  group: string;
  uses: ReadonlySet<string>;
  milliseconds: number;
}

export interface Verdict {
  mutant: Mutant;
  /** The check that failed, or the error of its definition; null if the mutant lives. */
  killer: { group: string; title: string } | null;
}

const subjects = Object.values(claims);

/** Claims first, because their titles tell the most; golden trajectories last, because little escapes them. */
const groups: Record<string, readonly Claim[]> = {
  claim: subjects.flatMap((subject) => subject.claims),
  hygiene: subjects.flatMap(hygiene),
  invariance: subjects.flatMap(invariances),
  "finite difference": subjects.flatMap(finiteDifferences),
  resume: subjects.flatMap(resuming),
  golden: goldenChecks,
};

/** Runs every check once on the original optimizers; throws if one fails. Slow checks come last. */
export function knownChecks(): KnownCheck[] {
  const known = Object.entries(groups).flatMap(([group, checks]) => checks.map((check) => know(check, group)));
  const isSlow = ({ milliseconds }: KnownCheck): boolean => milliseconds > 3;
  return [...known.filter((check) => !isSlow(check)), ...known.filter(isSlow)];
}

function know(check: Claim, group: string): KnownCheck {
  const started = performance.now();
  const { uses, problem } = watch(check, original);
  if (problem !== null) throw new Error(`${check.title}: ${problem}`);
  return { ...check, group, uses, milliseconds: performance.now() - started };
}

/** Selects the checks that a change of a file can fail: those of its rule, or all if the file is not a rule's. */
function relevant(checks: readonly KnownCheck[], file: string): readonly KnownCheck[] {
  const name = file.replace(/^.*\/|\.ts$/g, "");
  return name in original ? checks.filter(({ uses }) => uses.has(name)) : checks;
}

/**
 * Loads a mutant and runs the relevant checks until one fails. A mutant that throws when it is loaded is dead already.
 */
export async function findKiller(mutant: Mutant, checks: readonly KnownCheck[], loader: Loader): Promise<Verdict> {
  const optim = await loader.load(mutant.file, mutant.source).catch((error: Error) => error);
  if (optim instanceof Error) return { mutant, killer: { group: "definition", title: optim.message } };
  return { mutant, killer: relevant(checks, mutant.file).find((check) => fails(check, optim)) ?? null };
}

function fails(check: Claim, optim: Optim): boolean {
  try {
    check.run(optim);
    return false;
  } catch {
    return true;
  }
}

/** Finds the killer of each mutant that is not equivalent to the original; reports one by one to `onVerdict`. */
export async function findKillers(mutants: readonly Mutant[], onVerdict: (verdict: Verdict) => void): Promise<void> {
  const checks = knownChecks();
  const loader = await openLoader();
  try {
    for (const mutant of mutants) if (!reason(mutant)) onVerdict(await findKiller(mutant, checks, loader));
  } finally {
    await loader.close();
  }
}
