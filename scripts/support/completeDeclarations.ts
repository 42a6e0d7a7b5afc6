import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Kind } from "../../src/check/kinds.ts";
import * as rules from "../../src/optim/rules/index.ts";
import * as wrappers from "../../src/optim/wrappers/index.ts";
import { kinds as newBob } from "../../src/schedules/reducers/newBob.ts";
import { kinds as reduceOnPlateau } from "../../src/schedules/reducers/reduceOnPlateau.ts";
import * as schedules from "../../src/schedules/registry.ts";
import { withParameters, withRanges } from "./withRanges.ts";

/** Rewrites the declarations of every rule, wrapper, schedule and reducer in a folder: with ranges and defaults. */
export function completeDeclarations(folder: string): void {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".d.ts"));
  const rewrite = (within: string, name: string, change: (text: string) => string): void => {
    const found = files.find((file) => file.startsWith(join(within)) && basename(file) === `${name}.d.ts`);
    if (found === undefined) throw new Error(`build: ${within} must have a file ${name}.d.ts, got none`);
    const path = join(folder, found);
    writeFileSync(path, change(readFileSync(path, "utf8")));
  };
  for (const { definition } of Object.values({ ...rules, ...wrappers })) {
    const { name, hyper, variants } = definition;
    const forms = Object.entries(variants).map(([variant, { hyper }]) => [variant, hyper]);
    rewrite("optim", name, (text) => withRanges(text, Object.fromEntries([["", hyper], ...forms])));
  }
  for (const [name, { parameters }] of Object.entries(schedules) as [string, { parameters: Record<string, Kind> }][])
    rewrite("schedules", name, (text) => withParameters(text, name, parameters));
  for (const [name, kinds] of Object.entries({ newBob, reduceOnPlateau }))
    rewrite("schedules", name, (text) => withRanges(text, { "": kinds }));
}
