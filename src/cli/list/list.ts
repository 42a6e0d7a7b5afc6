/** @file `downhill list`: the names that the other commands accept. */

import * as ops from "../../autograd/ops/index.ts";
import * as nn from "../../nn/index.ts";
import { rules, wrappers } from "../../optim/index.ts";
import { scheduleNames } from "../../schedules/index.ts";
import { taskNames } from "../experiment/tasks.ts";
import type { Command } from "../flags/command.ts";
import type { Values } from "../flags/flags.ts";
import { UsageError, unknownName } from "../flags/usageError.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** True if an export of nn is a layer: a class with a forward pass, other than Module itself. */
const isLayer = (value: unknown): boolean =>
  typeof value === "function" && value !== nn.Module && value.prototype instanceof nn.Module;

const functionsOf = (module: object): string[] =>
  Object.entries(module).flatMap(([name, value]) => (typeof value === "function" ? [name] : []));

/** The names of every kind. */
const lists: Readonly<Record<string, readonly string[]>> = {
  rules: Object.keys(rules),
  wrappers: Object.keys(wrappers),
  schedules: scheduleNames,
  ops: functionsOf(ops).sort(),
  layers: Object.entries(nn).flatMap(([name, value]) => (isLayer(value) ? [name] : [])),
  data: taskNames,
};

export const list: Command = {
  summary: `List the names of ${Object.keys(lists).join(", ")}.`,
  usage: `${Object.keys(lists).join("|")} [flags]`,
  flags: { json: { type: "boolean", help: "the names as a JSON array" } },
  examples: [
    ["list rules", "every update rule, one a line"],
    ["list schedules --json", "for a program"],
  ],
  run,
};

function run(words: readonly string[], values: Values, { stdout }: Terminal): number {
  const [kind, ...rest] = words;
  if (kind === undefined || rest.length > 0)
    throw new UsageError(`list needs one of ${Object.keys(lists).join(", ")}, such as downhill list rules`);
  if (!Object.hasOwn(lists, kind)) throw unknownName("list", kind, Object.keys(lists));
  const names = lists[kind];
  stdout.write(values.json === true ? `${JSON.stringify(names)}\n` : names.map((name) => `${name}\n`).join(""));
  return 0;
}
