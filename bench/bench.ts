/**
 * @file `npm run bench`: training steps of this project against PyTorch and the JavaScript libraries, the machine's
 * limits, and how time grows. `--json` prints the rows for programs; `--write` also writes bench/RESULTS.md; `--quick`
 * runs the tiny model three times in PyTorch and downhill, to see that the bench works.
 */

import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { contest, quickContest } from "./contest.ts";
import { crossover } from "./crossover.ts";
import { Field } from "./field.ts";
import { growth } from "./growth.ts";
import { limits } from "./limits.ts";
import { markdown, objects, type Section } from "./section.ts";

const known = ["--json", "--write", "--quick"];
const stranger = process.argv.slice(2).find((flag) => !known.includes(flag));
if (stranger !== undefined) {
  console.error(`bench: unknown contender or problem ${stranger}; known: ${known.join(", ")}`);
  process.exit(2);
}

const say = (text: string): void => console.error(text);
const quick = process.argv.includes("--quick");
const field = await Field.gather(say, quick);
const sections: Section[] = [];
try {
  for (const part of quick ? [quickContest] : [contest, limits, crossover, growth]) {
    const section = await part(field, say);
    if (section !== null) sections.push(section);
  }
} finally {
  field.stop();
}

const head = `# Results

\`npm run bench -- --write\`, ${new Date().toISOString().slice(0, 10)}. ${cpus()[0].model}, ${cpus().length} cores, Node ${process.versions.node};
${Object.entries(field.versions)
  .map(([name, version]) => `${name}: ${version}`)
  .join("; ")}.
All contenders are interleaved in one run, and numbers are medians of 41 turns. On a shared machine only the ratios count.
`;
const text = [head, ...sections.map(markdown)].join("\n");
console.log(process.argv.includes("--json") ? JSON.stringify(sections.flatMap(objects)) : text);
if (process.argv.includes("--write")) writeFileSync(new URL("RESULTS.md", import.meta.url), text);
