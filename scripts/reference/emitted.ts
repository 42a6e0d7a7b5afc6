/** @file The table of emitted files: which rule, for which target. */
import { emit, targetNames, targets } from "../../src/emit/index.ts";
import type { AnySettings, RuleFactory } from "../../src/optim/defineRule.ts";
import type { WrapperFactory } from "../../src/optim/defineWrapper.ts";
import { rules, wrappers } from "../../src/optim/index.ts";
import type { Rule } from "../../src/optim/rule.ts";
import { wrapperSettings } from "../../src/testing/identify/support/wrapperSettings.ts";

/** Returns what each target is and how its files are checked. */
export const targetTable = (): string =>
  [
    "| `--to` | file | checked |",
    "| --- | --- | --- |",
    ...targetNames.map(
      (name) => `| \`${name}\` | ${targets[name].what} | ${targets[name].checked.replace("Checked: ", "")} |`,
    ),
  ].join("\n");

/** Returns a row for each form of each rule and wrapper: the files, or the reason why there are none. */
export function emittedTable(): string {
  const forms = Object.entries({ ...rules, ...wrappers }).flatMap(([name, make]) =>
    ["", ...Object.keys((make as RuleFactory).definition.variants)].map((variant) => {
      const title = variant === "" ? name : `${name}, ${variant}`;
      return `| ${title} | ${cell(() => made(name, variant))} |`;
    }),
  );
  return ["| rule or wrapper | emitted for |", "| --- | --- |", ...forms].join("\n");
}

function made(name: string, variant: string): Rule {
  const settings = { ...wrapperSettings[name], variant } as AnySettings;
  if (name in rules) return (rules as unknown as Record<string, RuleFactory>)[name](settings);
  return (wrappers as unknown as Record<string, WrapperFactory>)[name](rules.sgd(), settings);
}

function cell(make: () => Rule): string {
  try {
    const rule = make();
    return targetNames.filter((to) => emit(rule, { to }).files.length > 0).join(", ");
  } catch (error) {
    const [, reason] = /cannot write [^:]+: (.*)$/.exec((error as Error).message) ?? [];
    if (reason === undefined) throw error;
    return `none: ${reason.replaceAll("|", "\\|")}`;
  }
}
