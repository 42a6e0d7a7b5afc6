/** @file The command line of the bench: its help, and the checks of its words. */

import { parseArgs } from "node:util";
import { unknownName } from "../src/check/unknownName.ts";

export const help = `Times training steps against PyTorch and JavaScript libraries, in turns.

  npm run bench                          every model, the machine's limits, growth and startup
  npm run bench -- MODEL …               these models only
  npm run bench -- --ops [OP …]          every op, or these: forward, and with gradients
  npm run bench -- --startup             the command line, the import, reading and saving files
  npm run bench -- --against COMMIT [MODEL …]
  npm run bench -- --against COMMIT --ops [OP …]
                                         this checkout and a commit in turns
  npm run bench -- --quick               the tiny model three times: shows that the bench works

  --json     prints the rows for programs
  --write    also writes bench/RESULTS.md and README's lines on speed, or bench/OPS.md with --ops
  --help     prints this

Names may be divided by commas. "conv2d" names every op that begins with this word.`;

const flags = {
  json: { type: "boolean", default: false },
  write: { type: "boolean", default: false },
  quick: { type: "boolean", default: false },
  ops: { type: "boolean", default: false },
  startup: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
  against: { type: "string" },
} as const;

export interface Options {
  json: boolean;
  write: boolean;
  quick: boolean;
  ops: boolean;
  startup: boolean;
  help: boolean;
  /** The commit to compare with. */
  against?: string;
  /** The names of models, or of ops with `ops`, in their order; all if none is given. */
  only: readonly string[];
}

/** Parses the words after `npm run bench --`. Throws an error that says how to mend them. */
export function readOptions(words: readonly string[], models: readonly string[], ops: readonly string[]): Options {
  const known = Object.keys(flags).map((name) => `--${name}`);
  const stranger = words.find((word) => word.startsWith("-") && !known.includes(word.split("=")[0]));
  if (stranger !== undefined) throw new Error(unknownName("bench", "option", stranger, known));
  const { values, positionals } = parse(words);
  const names = positionals.flatMap((word) => word.split(",")).filter((name) => name !== "");
  refuseMixes({ ...values, named: names.length > 0 });
  const only = values.ops ? select(names, "op", ops) : select(names, "model", models);
  return { ...values, only };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: flags, allowPositionals: true });
  } catch (error) {
    throw new Error(`bench: ${(error as Error).message.split("\n")[0]}`);
  }
}

/** Options that ask for two things at once, or would replace a whole table by a part of it. */
function refuseMixes({ named, ...given }: Omit<Options, "only"> & { named: boolean }): void {
  const alone = given.quick ? "--quick" : given.startup ? "--startup" : null;
  const others = given.ops || given.against !== undefined || named || (given.quick && given.startup);
  if (alone !== null && others) throw new Error(`bench: ${alone} must be alone; only --json may be beside it`);
  const part = alone ?? (given.against !== undefined ? "--against" : named ? "names" : null);
  if (given.write && part !== null)
    throw new Error(`bench: --write needs the whole table, got ${part}; leave out one of them`);
}

/** The known names that a word is, or that begin with it as their first word; all for no words. */
function select(words: readonly string[], what: string, known: readonly string[]): readonly string[] {
  const chosen = words.map((word) => known.filter((name) => name === word || name.startsWith(`${word} `)));
  const nothing = chosen.findIndex((names) => names.length === 0);
  if (nothing >= 0) throw new Error(unknownName("bench", what, words[nothing], known));
  return words.length === 0 ? known : known.filter((name) => chosen.flat().includes(name));
}
