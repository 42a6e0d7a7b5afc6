/** @file Reads command-line flags with `node:util` parseArgs, and their numbers, with one clear line for each mistake. */
import { type ParseArgsConfig, parseArgs } from "node:util";
import { UsageError, unknownName } from "./usageError.ts";

export interface Flag {
  type: "string" | "boolean";
  /** One line for `--help`. */
  help: string;
  /** What stands for the value in the help: `--lr NUMBER`. */
  value?: string;
  multiple?: boolean;
}

export type Flags = Readonly<Record<string, Flag>>;
export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

/** The values of the flags given and the words between them. Throws UsageError on an unknown flag or a missing value. */
export function readFlags(args: readonly string[], flags: Flags): { values: Values; words: string[] } {
  for (const arg of args) {
    if (arg === "--") break;
    const name = /^--(?:no-)?([^=]+)/.exec(arg)?.[1];
    if (name !== undefined && !Object.hasOwn(flags, name))
      throw unknownName(
        "flag",
        `--${name}`,
        Object.keys(flags).map((flag) => `--${flag}`),
      );
  }
  const options: ParseArgsConfig["options"] = {};
  for (const [name, { type, multiple }] of Object.entries(flags)) options[name] = { type, multiple: multiple ?? false };
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    return { values, words: positionals };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** A number from a flag, within [low, high]; whole if `whole`. */
export function numberFlag(
  values: Values,
  name: string,
  fallback: number,
  { low = -Infinity, high = Infinity, whole = false } = {},
): number {
  const text = values[name];
  if (text === undefined) return fallback;
  const value = typeof text === "string" && text.trim() !== "" ? Number(text) : Number.NaN;
  const kind = whole ? "a whole number" : "a number";
  if (Number.isNaN(value) || value < low || value > high || (whole && !Number.isInteger(value))) {
    const range = high === Infinity ? `${low} or more` : `from ${low} to ${high}`;
    throw new UsageError(
      `--${name} is ${JSON.stringify(text)}; it needs ${kind}${low === -Infinity ? "" : `, ${range}`}`,
    );
  }
  return value;
}

/** One of a few names from a flag. */
export function choiceFlag<T extends string>(values: Values, name: string, fallback: T, valid: readonly T[]): T {
  const value = (values[name] ?? fallback) as T;
  if (!valid.includes(value)) throw unknownName(`--${name}`, value, valid);
  return value;
}

export function helpText(usage: string, what: string, flags: Flags): string {
  const rows = Object.entries(flags).map(([name, { value, help }]) => [`--${name}${value ? ` ${value}` : ""}`, help]);
  const width = Math.max(...rows.map(([flag]) => flag.length));
  return [`usage: ${usage}`, "", what, "", ...rows.map(([flag, help]) => `  ${flag.padEnd(width)}  ${help}`)].join(
    "\n",
  );
}
