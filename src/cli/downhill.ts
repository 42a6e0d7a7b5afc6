/** @file Finds the command, reads its flags, and turns mistakes into one line and exit code 2. */
import { check } from "./check/check.ts";
import type { Command } from "./command.ts";
import { compare } from "./compare/compare.ts";
import { explain } from "./explain/explain.ts";
import { type Flags, readFlags } from "./flags.ts";
import { helpText, overview } from "./help.ts";
import { isMistake } from "./isMistake.ts";
import { lrFind } from "./lrFind/lrFind.ts";
import { readSource } from "./packageFiles.ts";
import type { Terminal } from "./terminal.ts";
import { train } from "./train.ts";
import { unknownName } from "./usageError.ts";

export const commands: Readonly<Record<string, Command>> = { train, compare, explain, check, "lr-find": lrFind };

const everywhere: Flags = { help: { type: "boolean", help: "show this" } };

/** Runs a command line; returns the exit code. */
export async function downhill(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name = "--help", ...rest] = args.map((arg) => (arg === "-h" ? "--help" : arg));
  try {
    if (name === "--help" || name === "help") {
      terminal.stdout.write(`${overview(commands)}\n`);
      return 0;
    }
    if (name === "--version") {
      terminal.stdout.write(`${JSON.parse(readSource("package.json")).version}\n`);
      return 0;
    }
    if (!Object.hasOwn(commands, name)) throw unknownName("command", name, Object.keys(commands));
    const command = { ...commands[name], flags: { ...commands[name].flags, ...everywhere } };
    const { values, words } = readFlags(rest, command.flags);
    if (values.help) {
      terminal.stdout.write(`${helpText(name, command)}\n`);
      return 0;
    }
    return await command.run(words, values, terminal);
  } catch (error) {
    if (!isMistake(error)) throw error;
    terminal.stderr.write(`downhill: ${error.message}\n`);
    return 2;
  }
}
