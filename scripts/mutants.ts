/**
 * @file `npm run mutants [rule]`: changes every rule in every small way (mutate.ts) and in the ways of known bugs
 * (bugs.ts), one at a time. Prints the check that fails first. Exits 1 if a mutant survives.
 */
import { allMutants, describeMutant } from "../tests/support/mutants/allMutants.ts";
import { reason } from "../tests/support/mutants/equivalents.ts";
import { findKillers } from "../tests/support/mutants/findKiller.ts";

async function main(only: string | undefined): Promise<void> {
  const mutants = allMutants().filter(({ file }) => only === undefined || file.endsWith(`/${only}.ts`));
  if (mutants.length === 0) throw new Error(`mutants: no rule ${only} in src/optim; pass a file's name without .ts`);
  const killed: Record<string, number> = {};
  let alive = 0;
  await findKillers(mutants, ({ mutant, killer }) => {
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

await main(process.argv[2]);
