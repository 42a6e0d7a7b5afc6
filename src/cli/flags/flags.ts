/** @file Reads command-line flags with `node:util` parseArgs. Each mistake is one clear line. */
import { type ParseArgsConfig, parseArgs } from "node:util";
import { excerpt } from "../../check/excerpt.ts";
import { toNumber } from "../../check/toNumber.ts";
import { UsageError, unknownName } from "./usageError.ts";

export interface Flag {
  type: "string" | "boolean";
  /** One line for `--help`. */
  help: string;
  /** The placeholder for the value in the help: `--lr NUMBER`. */
  value?: string;
  /** May be given several times; the values are then a list. */
  multiple?: boolean;
}

export type Flags = Readonly<Record<string, Flag>>;
export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

/**
 * The values of the flags given and the words between them. Throws UsageError on an unknown flag or a missing value.
 */
export function readFlags(args: readonly string[], flags: Flags): { values: Values; words: string[] } {
  const options: ParseArgsConfig["options"] = {};
  for (const [name, { type, multiple }] of Object.entries(flags)) options[name] = { type, multiple: multiple ?? false };
  try {
    const { values, positionals } = parseArgs({ args: joined(args, flags), options, allowPositionals: true });
    return { values, words: positionals };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError((error as Error).message.replaceAll("\n", " "));
  }
}

/** `--lr` `-1` as `--lr=-1`: parseArgs itself would take a negative number for a flag. Checks every flag's name. */
function joined(args: readonly string[], flags: Flags): string[] {
  const result: string[] = [];
  const given = new Set<string>();
  for (let i = 0; i < args.length; i++) {
    const name = /^--([^=]+)/.exec(args[i])?.[1];
    if (args[i] === "--") return [...result, ...args.slice(i)];
    if (name === undefined && /^-[a-z]/i.test(args[i]))
      throw new UsageError(`unknown flag "${args[i]}"; flags begin with two dashes, see --help`);
    if (name !== undefined && !Object.hasOwn(flags, name)) {
      const valid = Object.keys(flags).map((flag) => `--${flag}`);
      throw unknownName("flag", `--${name}`, valid);
    }
    if (name !== undefined && given.has(name) && !flags[name].multiple)
      throw new UsageError(`--${name} is given twice; give it once`);
    if (name !== undefined) given.add(name);
    if (name !== undefined && args[i] === `--${name}=`) throw needsValue(name, flags[name]);
    if (name !== undefined && flags[name].type === "boolean" && args[i].includes("="))
      throw new UsageError(`--${name} takes no value; leave out "${args[i].slice(name.length + 2)}"`);
    if (name === undefined || flags[name].type === "boolean" || args[i].includes("=")) {
      result.push(args[i]);
      continue;
    }
    const value = args[++i];
    if (value === undefined || value === "" || value.startsWith("--")) throw needsValue(name, flags[name]);
    result.push(`--${name}=${value}`);
  }
  return result;
}

const needsValue = (name: string, { value = "VALUE" }: Flag): UsageError =>
  new UsageError(`--${name} needs a value: --${name} ${value}`);

interface Range {
  low?: number;
  high?: number;
  whole?: boolean;
}

/** A number from a flag, within [low, high]; whole if `whole`. */
export function numberFlag(
  values: Values,
  name: string,
  fallback: number,
  { low = -Infinity, high = Infinity, whole = false }: Range = {},
): number {
  const text = values[name];
  if (text === undefined) return fallback;
  const value = toNumber(text);
  const kind = whole ? "a whole number" : "a number";
  if (!Number.isFinite(value) || value < low || value > high || (whole && !Number.isSafeInteger(value))) {
    const range = high === Infinity ? `${low} or more` : `from ${low} to ${high}`;
    const limits = low === -Infinity ? "" : `, ${range}`;
    throw new UsageError(`--${name} must be ${kind}${limits}, got ${excerpt(`${text}`)}`);
  }
  return value;
}

/** Numbers from a flag, separated by commas; null if it was not given. */
export function numbersFlag(values: Values, name: string): number[] | null {
  const text = values[name];
  if (typeof text !== "string") return null;
  const numbers = text.split(",").map(toNumber);
  if (!numbers.every(Number.isFinite))
    throw new UsageError(`--${name} must be numbers separated by commas, such as 0.1,-0.4, got ${excerpt(text)}`);
  return numbers;
}

/** The text of a flag, or null. */
export function textFlag(values: Values, name: string): string | null {
  const text = values[name];
  return typeof text === "string" ? text : null;
}

/** One of a few names from a flag. */
export function choiceFlag<T extends string>(values: Values, name: string, fallback: T, valid: readonly T[]): T {
  const value = (values[name] ?? fallback) as T;
  if (!valid.includes(value)) throw unknownName("value", value, valid, `--${name}`);
  return value;
}
