/**
 * @file `npm run soak [-- --quick] [-- --json]`: every optimizer stopped and resumed, kills at random moments, broken
 * files, a million steps; the figures with their limits as one table, or as JSON, on stdout; progress on stderr. Exits
 * 1 if a limit is missed, 2 if the command line is wrong.
 */
import { parseArgs } from "node:util";
import { figureTable } from "../tests/support/soak/figures.ts";
import { full, quick, soak } from "../tests/support/soak/parts.ts";

function flags(): { quick: boolean; json: boolean } {
  const options = { quick: { type: "boolean", default: false }, json: { type: "boolean", default: false } } as const;
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    console.error(`soak: ${(error as Error).message}; flags: --quick, --json`);
    process.exit(2);
  }
}

const start = performance.now();
const given = flags();
const figures = await soak(given.quick ? quick : full, (line) => console.error(line));
console.log(given.json ? JSON.stringify(figures) : figureTable(figures));
console.error(`${Math.round((performance.now() - start) / 1000)} s`);
process.exitCode = figures.every(({ passed }) => passed) ? 0 : 1;
