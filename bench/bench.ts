/**
 * @file `npm run bench`: training steps of this project against PyTorch and the JavaScript libraries, the machine's
 * limits, how time grows, and startup.
 *
 *     npm run bench                           prints the tables; --write also writes bench/RESULTS.md
 *     npm run bench -- transformer            only these models
 *     npm run bench -- --quick                the tiny model three times: shows that the bench works
 *     npm run bench -- --ops [OP …]           every op, or those named; --write also writes bench/OPS.md
 *     npm run bench -- --startup              the command line, the import, reading and saving files
 *     npm run bench -- --against COMMIT       this checkout and a commit in turns; with --ops their ops
 *
 * `--json` prints the rows for programs.
 */

import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { against } from "./against.ts";
import { contest, problems, quickContest } from "./contest.ts";
import { crossover } from "./crossover.ts";
import { downhill, downhillNode24, Field, pytorch, pytorchKeeping } from "./field.ts";
import { growth } from "./growth.ts";
import { limits } from "./limits.ts";
import { opProblems, ops, sizes } from "./opCases.ts";
import { opTable } from "./ops.ts";
import { markdown, objects, type Section } from "./section.ts";
import { startup } from "./startup.ts";

const { values: given, positionals } = read();
const say = (text: string): void => console.error(text);

function read() {
  try {
    const { values, positionals } = parseArgs({
      options: {
        json: { type: "boolean", default: false },
        write: { type: "boolean", default: false },
        quick: { type: "boolean", default: false },
        ops: { type: "boolean", default: false },
        startup: { type: "boolean", default: false },
        against: { type: "string" },
      },
      allowPositionals: true,
    });
    const [kind, known] = values.ops ? ["op", ops] : ["problem", problems.map(({ name }) => name)];
    const stranger = positionals.find((name) => !known.includes(name));
    if (stranger !== undefined) throw new Error(`unknown ${kind} "${stranger}"; ${kind}s: ${known.join(", ")}`);
    return { values, positionals };
  } catch (error) {
    console.error(`bench: ${(error as Error).message}`);
    process.exit(2);
  }
}

/** The parts of this run, in order. */
function parts(): ((field: Field) => Promise<Section | null>)[] {
  const only = positionals.length > 0 ? positionals : ops;
  const models = problems.filter(({ name }) => positionals.includes(name));
  if (given.against !== undefined) {
    const commit = given.against;
    const chosen = given.ops ? only.flatMap((op) => sizes.flatMap((size) => opProblems(op, size))) : models;
    return [(field) => against(field, say, commit, chosen.length > 0 ? chosen : problems)];
  }
  if (given.ops) return [(field) => opTable(field, say, only)];
  if (given.startup) return [(field) => startup(field, say)];
  if (models.length > 0) return [(field) => contest(field, say, models)];
  const all = given.quick ? [quickContest] : [contest, limits, crossover, growth, startup];
  return all.map((part) => (field: Field) => part(field, say));
}

/** The contenders of this run, or null for all of them. */
function contenders(): string[] | null {
  if (given.against !== undefined) return [downhill];
  if (given.ops) return [pytorch, pytorchKeeping, downhill, downhillNode24];
  if (given.startup) return [];
  return given.quick ? [pytorch, downhill] : null;
}

const field = await Field.gather(say, contenders());
const sections: Section[] = [];
try {
  for (const part of parts()) {
    const section = await part(field);
    if (section !== null) sections.push(section);
  }
} finally {
  field.stop();
}

const command = ["npm run bench --", ...process.argv.slice(2)].join(" ");
const head = `# Results

\`${command}\`, ${new Date().toISOString().slice(0, 10)}. ${cpus()[0].model}, ${cpus().length} cores, Node ${process.versions.node};
${Object.entries(field.versions)
  .map(([name, version]) => `${name}: ${version}`)
  .join("; ")}.
All contenders are interleaved in one run, and numbers are medians. On a shared machine only the ratios count.
`;
const text = [head, ...sections.map(markdown)].join("\n");
console.log(given.json ? JSON.stringify(sections.flatMap(objects)) : text);
if (given.write) writeFileSync(new URL(given.ops ? "OPS.md" : "RESULTS.md", import.meta.url), text);
