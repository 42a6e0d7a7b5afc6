/** @file `npm run bench`: reads its options, runs the parts they name, and prints or writes their tables. */

import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { against, commitOf } from "./against.ts";
import { contest, problems, quickContest } from "./contest.ts";
import { crossover } from "./crossover.ts";
import { downhill, downhillNode24, Field, pytorch, pytorchKeeping } from "./field.ts";
import { growth } from "./growth.ts";
import { limits } from "./limits.ts";
import { opProblems, ops, sizes } from "./opCases.ts";
import { opTable } from "./ops.ts";
import { help, type Options, readOptions } from "./options.ts";
import { withSpeed } from "./readme.ts";
import { markdown, objects, type Section } from "./section.ts";
import { startup } from "./startup.ts";

type Part = (field: Field, say: (text: string) => void) => Promise<Section | null>;

const words = process.argv.slice(2);
const say = (text: string): void => console.error(text);

/** The parts of a run, in order. */
function partsOf({ quick, ops, startup: files, against: label, only }: Options): Part[] {
  const models = problems.filter(({ name }) => only.includes(name));
  if (label !== undefined) {
    const chosen = ops ? only.flatMap((op) => sizes.flatMap((size) => opProblems(op, size))) : models;
    return [(field) => against(field, say, label, chosen)];
  }
  if (ops) return [(field) => opTable(field, say, only)];
  if (files) return [startup];
  if (quick) return [quickContest];
  const all: Part[] = [limits, crossover, growth, startup];
  return [(field) => contest(field, say, models), ...(models.length < problems.length ? [] : all)];
}

/** The contenders of a run, or null for all of them. */
function contendersOf({ quick, ops, startup, against }: Options): string[] | null {
  if (ops && against === undefined) return [pytorch, pytorchKeeping, downhill, downhillNode24];
  if (startup || against !== undefined) return [];
  return quick ? [pytorch, downhill] : null;
}

async function run(options: Options): Promise<void> {
  const field = await Field.gather(say, contendersOf(options));
  const sections: Section[] = [];
  try {
    for (const part of partsOf(options)) {
      const section = await part(field, say);
      if (section !== null) sections.push(section);
    }
  } finally {
    field.stop();
  }
  const text = [head(field), ...sections.map(markdown)].join("\n");
  console.log(options.json ? JSON.stringify(sections.flatMap(objects)) : text);
  if (!options.write) return;
  writeFileSync(new URL(options.ops ? "OPS.md" : "RESULTS.md", import.meta.url), text);
  if (!options.ops) writeReadme(sections, field.versions[pytorch]);
}

function writeReadme(sections: readonly Section[], pytorchVersion: string | undefined): void {
  const file = new URL("../README.md", import.meta.url);
  const [version] = pytorchVersion?.match(/^\d+\.\d+/) ?? ["?"];
  const text = withSpeed(readFileSync(file, "utf8"), sections, version);
  if (text === null) say("README.md stays as it is: its lines need PyTorch, Node 24 and a JavaScript library");
  else writeFileSync(file, text);
}

const head = ({ versions }: Field): string => `# Results

\`${["npm run bench", ...(words.length > 0 ? ["--"] : []), ...words].join(" ")}\`, ${new Date().toISOString().slice(0, 10)}. ${cpus()[0].model}, ${cpus().length} cores, Node ${process.versions.node};
${Object.entries(versions)
  .map(([name, version]) => `${name}: ${version}`)
  .join("; ")}.
All contenders are interleaved in one run, and numbers are medians. On a shared machine only the ratios count.
`;

/** An error that the bench did not foresee shows where it comes from. */
function fail(error: unknown, code: number): never {
  const { message, stack } = error as Error;
  console.error(message.startsWith("bench: ") ? message : stack);
  process.exit(code);
}

function optionsOf(): Options {
  try {
    const models = problems.map(({ name }) => name);
    const read = readOptions(words, models, ops);
    return read.against === undefined ? read : { ...read, against: commitOf(read.against) };
  } catch (error) {
    fail(error, 2);
  }
}

// Folders of a run are removed when the process exits; a signal alone would not let it.
process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));

const options = optionsOf();
if (options.help) console.log(help);
// Ctrl-C also ends programs that the bench waits for: their error comes before the signal.
else await run(options).catch((error) => setTimeout(fail, 20, error, 1));
