/** @file Finds the command and reads its flags. A mistake becomes one line on stderr and exit code 2. */

import { sentence } from "../check/excerpt.ts";
import { commands } from "./commands.ts";
import { type Flags, readFlags, type Values } from "./flags/flags.ts";
import { helpText, overview } from "./flags/help.ts";
import { isMistake } from "./flags/isMistake.ts";
import { unknownName } from "./flags/usageError.ts";
import { readSource } from "./packageFiles.ts";
import { asciiStream } from "./terminal/ascii.ts";
import { hasUnicode, type Terminal } from "./terminal/terminal.ts";

const everywhere: Flags = {
  "no-unicode": { type: "boolean", help: "print ASCII only, as with NO_UNICODE=1 or in a locale that is not UTF-8" },
  help: { type: "boolean", help: "show this" },
};

/** The terminal, in ASCII if it has nothing else; data for programs stays as it is. */
function inItsCharset(terminal: Terminal, values: Values, printsData = false): Terminal {
  const environment = { ...terminal.environment, ...(values["no-unicode"] && { NO_UNICODE: "1" }) };
  if (hasUnicode(environment)) return terminal;
  const { stdout, stderr } = terminal;
  return {
    ...terminal,
    environment,
    stdout: values.json || printsData ? stdout : asciiStream(stdout),
    stderr: asciiStream(stderr),
  };
}

/** A message that a value of the user can make long: its start and its end, which says what to do. */
const oneLine = (text: string): string =>
  text.length <= 2000
    ? sentence(text, 2000)
    : `${sentence(text.slice(0, 300), 300)} … ${sentence(text.slice(-300), 300)}`;

/** The flags with a short form. */
const short: ReadonlyMap<string, string> = new Map([
  ["-h", "--help"],
  ["-o", "--out"],
]);

/** Runs a command line; returns the exit code. */
export async function downhill(args: readonly string[], terminal: Terminal): Promise<number> {
  const words = args.map((arg) => short.get(arg) ?? arg);
  // `help train` is `train --help`.
  const [name = "--help", ...rest] = words[0] === "help" && words.length > 1 ? [words[1], "--help"] : words;
  let shown = inItsCharset(terminal, {});
  try {
    if (name === "--help" || name === "help") {
      shown.stdout.write(`${overview(commands)}\n`);
      return 0;
    }
    if (name === "--version") {
      terminal.stdout.write(`${JSON.parse(readSource("package.json")).version}\n`);
      return 0;
    }
    if (!Object.hasOwn(commands, name)) throw unknownName("command", name, Object.keys(commands));
    const { summary, help, load } = commands[name];
    const own = await help();
    const command = { ...own, flags: { ...own.flags, ...everywhere } };
    const { values, words: between } = readFlags(rest, command.flags);
    shown = inItsCharset(terminal, values, command.printsData);
    if (values.help) {
      shown.stdout.write(`${helpText(name, summary, command)}\n`);
      return 0;
    }
    const run = await load();
    return await run(between, values, shown);
  } catch (error) {
    if (!isMistake(error)) throw error;
    shown.stderr.write(`downhill: ${oneLine(error.message)}\n`);
    return 2;
  }
}
