/** @file `downhill list`: the names that the other commands accept. */

import type { Command } from "../flags/command.ts";
import type { Values } from "../flags/flags.ts";
import { UsageError, unknownName } from "../flags/usageError.ts";
import type { Terminal } from "../terminal/terminal.ts";

const functionsOf = (module: object): string[] =>
  Object.entries(module).flatMap(([name, value]) => (typeof value === "function" ? [name] : []));

/** The layers of nn: its classes with a forward pass, other than Module itself. */
async function layerNames(): Promise<string[]> {
  const nn = await import("../../nn/index.ts");
  const isLayer = (value: unknown): boolean =>
    typeof value === "function" && value !== nn.Module && value.prototype instanceof nn.Module;
  return Object.entries(nn).flatMap(([name, value]) => (isLayer(value) ? [name] : []));
}

/** The names of every kind. Each loads the modules that it lists. */
const lists: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  rules: async () => Object.keys((await import("../../optim/index.ts")).rules),
  wrappers: async () => Object.keys((await import("../../optim/index.ts")).wrappers),
  schedules: async () => (await import("../../schedules/scheduleNames.ts")).scheduleNames,
  ops: async () => functionsOf(await import("../../autograd/ops/index.ts")).sort(),
  layers: layerNames,
  data: async () => (await import("../experiment/tasks.ts")).taskNames,
};

export const list: Command = {
  usage: `${Object.keys(lists).join("|")} [flags]`,
  flags: { json: { type: "boolean", help: "the names as a JSON array" } },
  examples: [
    ["list rules", "every update rule, one a line"],
    ["list schedules --json", "for a program"],
  ],
  run,
};

async function run(words: readonly string[], values: Values, { stdout }: Terminal): Promise<number> {
  const [kind, ...rest] = words;
  if (kind === undefined || rest.length > 0)
    throw new UsageError(`list needs one of ${Object.keys(lists).join(", ")}, such as downhill list rules`);
  if (!Object.hasOwn(lists, kind)) throw unknownName("list", kind, Object.keys(lists));
  const names = await lists[kind]();
  stdout.write(values.json === true ? `${JSON.stringify(names)}\n` : names.map((name) => `${name}\n`).join(""));
  return 0;
}
