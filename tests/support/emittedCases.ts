/** @file The golden cases of all rules and wrappers that can be emitted, with their files. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Emitted, emit, type TargetName } from "../../src/emit/index.ts";
import * as optim from "../../src/optim/index.ts";
import { type Case, caseTitle, constructRule, type Made } from "../../src/testing/golden.ts";

const goldenCases: readonly Case[] = JSON.parse(
  readFileSync(new URL("../golden/trajectories.json", import.meta.url), "utf8"),
);

export interface EmittedCase {
  readonly title: string;
  readonly case: Case;
  readonly emitted: Emitted;
  /** The name of the first file without its extension. */
  readonly module: string;
  /** Hyperparameters under their names in the file. A list has one value a step. */
  readonly hyper: Readonly<Record<string, number | readonly number[]>>;
  readonly average: boolean;
}

/** Returns the cases that this target can run; `refused` are the names of the others, with the reason. */
export function emittedCases(to: TargetName): { cases: EmittedCase[]; refused: Map<string, string> } {
  const refused = new Map<string, string>();
  const made = new Map<string, Emitted>();
  const cases = goldenCases.flatMap((one): EmittedCase[] => {
    const name = nameOf(one);
    if (refused.has(name)) return [];
    const rule = constructRule(withNumbers(one) as Case, optim);
    try {
      if (!made.has(name)) made.set(name, emit(rule, { to }));
    } catch (error) {
      refused.set(name, (error as Error).message);
      return [];
    }
    const emitted = made.get(name) as Emitted;
    const hyper = Object.fromEntries(
      Object.entries(rule.hyper).map(([key, value]) => [emitted.hyper[key], listsOf(one)[key] ?? (value as number)]),
    );
    const module = emitted.files[0].name.replace(/\.\w+$/, "");
    return [{ title: caseTitle(one), case: one, emitted, module, hyper, average: rule.average !== undefined }];
  });
  return { cases, refused };
}

/** `ema pytorch(adam)`. */
const nameOf = ({ rule, variant, inner }: Made): string =>
  [rule, ...(variant === undefined ? [] : [variant])].join(" ") + (inner === undefined ? "" : `(${nameOf(inner)})`);

/** The case with the first value of every schedule. */
const withNumbers = <M extends Made>(one: M): M => ({
  ...one,
  hyper: Object.fromEntries(
    Object.entries(one.hyper).map(([key, value]) => [key, typeof value === "number" ? value : value[0]]),
  ),
  ...(one.inner && { inner: withNumbers(one.inner) }),
});

/** The schedules of the rule inside, and of the wrappers. */
const listsOf = ({ hyper, inner }: Made): Record<string, readonly number[]> => ({
  ...Object.fromEntries(
    Object.entries(hyper).flatMap(([key, value]) => (typeof value === "number" ? [] : [[key, value]])),
  ),
  ...(inner && listsOf(inner)),
});

/** Writes the files of every case into a folder. Cases of the same rule, variant and wrapper share theirs. */
export function writeModules(folder: string, cases: readonly EmittedCase[]): void {
  for (const { files } of new Set(cases.map(({ emitted }) => emitted)))
    for (const { name, text } of files) writeFileSync(join(folder, name), text);
}

/** The case without the averaged weights, for rules that keep none. */
export function withoutAverage({ average: _, ...one }: Case): Case {
  return one;
}
