/** @file Decides which check kills a mutant: those that use what the broken file offers are run until one throws. */
import * as original from "../../src/optim/index.ts";
import { type Check, type Optim, watch } from "../../src/testing/check.ts";
import { allClaims } from "../../src/testing/claims/index.ts";
import { invariancesOf } from "../../src/testing/invariances.ts";
import { table } from "../../src/testing/table.ts";
import { finiteDifferencesOf } from "../../tests/optim/finiteDifferences.ts";
import { goldenChecks } from "../../tests/optim/golden.ts";
import { hygieneOf } from "../../tests/optim/hygiene.ts";
import { resumeOf } from "../../tests/optim/resume.ts";
import type { Loader } from "./load.ts";
import type { Mutant } from "./mutate.ts";

/** A check, its group, and the names it took from src/optim when it passed. */
export interface KnownCheck extends Check {
  group: string;
  uses: ReadonlySet<string>;
  milliseconds: number;
}

export interface Verdict {
  mutant: Mutant;
  /** The check that failed; null if the mutant lives. */
  killer: KnownCheck | null;
}

/** Claims first, because their titles tell the most; golden trajectories last, because little escapes them. */
const groups: Record<string, readonly Check[]> = {
  claim: Object.values(allClaims).flat(),
  hygiene: table.flatMap(hygieneOf),
  invariance: table.flatMap(invariancesOf),
  "finite difference": table.flatMap(finiteDifferencesOf),
  resume: table.flatMap(resumeOf),
  golden: goldenChecks,
};

/** All checks, each run once on the optimizers as they are; throws if one fails there. The slow ones come last. */
export function knownChecks(): KnownCheck[] {
  const known = Object.entries(groups).flatMap(([group, checks]) => checks.map((check) => know(check, group)));
  const isSlow = ({ milliseconds }: KnownCheck): boolean => milliseconds > 3;
  return [...known.filter((check) => !isSlow(check)), ...known.filter(isSlow)];
}

function know(check: Check, group: string): KnownCheck {
  const started = performance.now();
  const { uses, problem } = watch(check, original);
  if (problem !== null) throw new Error(`${check.title}: ${problem}`);
  return { ...check, group, uses, milliseconds: performance.now() - started };
}

/** The checks that a change of a file can fail: those of its rule; all, if the file is no rule's. */
export function relevant(checks: readonly KnownCheck[], file: string): readonly KnownCheck[] {
  const name = file.replace(/^.*\/|\.ts$/g, "");
  return name in original ? checks.filter(({ uses }) => uses.has(name)) : checks;
}

export async function judge(mutant: Mutant, checks: readonly KnownCheck[], loader: Loader): Promise<Verdict> {
  const optim = await loader.load(mutant.file, mutant.source);
  return { mutant, killer: relevant(checks, mutant.file).find((check) => fails(check, optim)) ?? null };
}

function fails(check: Check, optim: Optim): boolean {
  try {
    check.run(optim);
    return false;
  } catch {
    return true;
  }
}
