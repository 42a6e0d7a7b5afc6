/**
 * @file `npm run mutants [rule]`: breaks every rule in every small way (scripts/mutants/mutate.ts) and in the ways real
 * programs were broken (scripts/mutants/bugs.ts), one at a time, and prints which check notices first. Exits 1 if one
 * mutant lives.
 */
import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { bugMutants } from "./mutants/bugs.ts";
import { reason } from "./mutants/equivalents.ts";
import { judge, knownChecks, type Verdict } from "./mutants/judge.ts";
import { openLoader, root } from "./mutants/load.ts";
import { type Mutant, mutantsOf } from "./mutants/mutate.ts";

/** Every mutant there is, by file. */
export function allMutants(): Mutant[] {
  const files = readdirSync(`${root}src/optim`, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.includes(".generated"))
    .sort((a, b) => (basename(a) < basename(b) ? -1 : 1));
  const sources = files.map((name) => [`src/optim/${name}`, readFileSync(`${root}src/optim/${name}`, "utf8")] as const);
  const rules = sources.filter(
    ([file, source]) => /= define(Rule|Wrapper)\(/.test(source) || /\/(ranger|clip|clipGrad\w+)\.ts$/.test(file),
  );
  return [...bugMutants(), ...rules.flatMap(([file, source]) => mutantsOf(file, source))];
}

/** What became of each mutant, told to `onVerdict` one by one. */
export async function judgeAll(mutants: readonly Mutant[], onVerdict: (verdict: Verdict) => void): Promise<void> {
  const checks = knownChecks();
  const loader = await openLoader();
  try {
    for (const mutant of mutants) if (!reason(mutant)) onVerdict(await judge(mutant, checks, loader));
  } finally {
    await loader.close();
  }
}

export const describeMutant = ({ file, line, kind, before, after }: Mutant): string =>
  `${file}:${line} ${kind}\n    ${before}\n    ${after}`;

async function main(only: string | undefined): Promise<void> {
  const mutants = allMutants().filter(({ file }) => only === undefined || file.endsWith(`/${only}.ts`));
  if (mutants.length === 0) throw new Error(`mutants: no rule ${only} in src/optim; give a file's name without .ts`);
  const killed: Record<string, number> = {};
  let alive = 0;
  await judgeAll(mutants, ({ mutant, killer }) => {
    if (killer) killed[killer.group] = (killed[killer.group] ?? 0) + 1;
    else alive++;
    console.log(`${describeMutant(mutant)}\n    ${killer ? `${killer.group}: ${killer.title}` : "LIVES"}\n`);
  });
  const tally = Object.entries(killed).map(([group, n]) => `${n} by a ${group}`);
  for (const mutant of mutants)
    if (reason(mutant)) console.log(`same: ${describeMutant(mutant)}\n    ${reason(mutant)}\n`);
  console.log(`${mutants.length} mutants; killed: ${tally.join(", ")}; ${alive} live`);
  process.exitCode = alive > 0 ? 1 : 0;
}

if (import.meta.filename === process.argv[1]) await main(process.argv[2]);
