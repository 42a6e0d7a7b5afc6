/** @file `downhill list`: the names that the other commands accept. */

import type { Values } from "../flags/flags.ts";
import { UsageError, unknownName } from "../flags/usageError.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { listed } from "./listHelp.ts";

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
const lists: Readonly<Record<(typeof listed)[number], () => Promise<readonly string[]>>> = {
  rules: async () => Object.keys((await import("../../optim/index.ts")).rules),
  wrappers: async () => Object.keys((await import("../../optim/index.ts")).wrappers),
  schedules: async () => (await import("../../schedules/scheduleNames.ts")).scheduleNames,
  ops: async () => functionsOf(await import("../../autograd/ops/index.ts")).sort(),
  layers: layerNames,
  data: async () => (await import("../experiment/taskNames.ts")).taskNames,
};

export async function list(words: readonly string[], values: Values, { stdout }: Terminal): Promise<number> {
  const [kind, ...rest] = words;
  if (kind === undefined || rest.length > 0)
    throw new UsageError(`list needs one of ${listed.join(", ")}, such as downhill list rules`);
  const found = listed.find((name) => name === kind);
  if (found === undefined) throw unknownName("list", kind, listed);
  const names = await lists[found]();
  stdout.write(values.json === true ? `${JSON.stringify(names)}\n` : names.map((name) => `${name}\n`).join(""));
  return 0;
}
