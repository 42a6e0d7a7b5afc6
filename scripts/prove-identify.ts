/**
 * @file `npm run prove-identify`: identifies paths of every rule, variant and known bug with random hyperparameters.
 * They have 20 to 200 steps, in Float32 and Float64. Prints the paths that were not named, then the figures that
 * docs/guide/identify.md states. Exits 1 if a wrong rule is named with confidence, or fewer than 98 % are named.
 */
import { identify } from "../src/testing/index.ts";
import { outcome, paths } from "../tests/support/identify/paths.ts";

const counts = { named: 0, missed: 0, wrong: 0 };
const start = process.cpuUsage();
for (const make of paths) {
  const one = make();
  const answer = identify(one.recording);
  const result = outcome(one, answer);
  counts[result]++;
  if (result !== "named") console.log(`${result}: ${one.title}\n    ${answer.message.split("\n")[0]}`);
}
const { user, system } = process.cpuUsage(start);
const share = (100 * counts.named) / paths.length;
console.log(
  `${counts.named} of ${paths.length} paths named (${share.toFixed(1)} %), ${counts.missed} missed, ` +
    `${counts.wrong} wrong with confidence, in ${Math.round((user + system) / 1e6)} s of CPU time`,
);
process.exitCode = counts.wrong > 0 || share < 98 ? 1 : 0;
