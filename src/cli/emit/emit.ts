/** @file `downhill emit`: a rule as a file of another language. */
import { dirname, join } from "node:path";
import { ruleFactory } from "../experiment/ruleExpression.ts";
import { makeRule, readRuleSettings } from "../experiment/rules.ts";
import { textFlag, type Values } from "../flags/flags.ts";
import { checkOutput, writeOutput } from "../flags/output.ts";
import { UsageError, unknownName } from "../flags/usageError.ts";
import type { Terminal } from "../terminal/terminal.ts";

export async function emit(words: readonly string[], values: Values, { stdout, stderr }: Terminal): Promise<number> {
  const { emit, targetNames } = await import("../../emit/index.ts");
  const [name, ...rest] = words;
  if (name === undefined || rest.length > 0)
    throw new UsageError(
      `emit needs one rule, such as: downhill emit adam --to pytorch; got ${rest.length === 0 ? "none" : words.join(", ")}`,
    );
  const to = textFlag(values, "to");
  if (to === null) throw new UsageError(`emit needs --to with one of ${targetNames.join(", ")}`);
  const target = targetNames.find((one) => one === to);
  if (target === undefined) throw unknownName("value", to, targetNames, "--to");
  const emitted = emit(ruleOf(name, values), { to: target });
  const out = textFlag(values, "out");
  if (out !== null) {
    const paths = emitted.files.map((file, i) => (i === 0 ? out : join(dirname(out), file.name)));
    for (const path of paths) checkOutput("out", path, { overwrite: values.overwrite === true });
    for (const [i, path] of paths.entries()) writeOutput(path, emitted.files[i].text);
    stderr.write(`wrote ${paths.join(" and ")}\n`);
  }
  if (values.json === true) stdout.write(`${JSON.stringify({ target, ...emitted })}\n`);
  else if (out === null)
    stdout.write(
      [...emitted.files]
        .reverse()
        .map(({ text }) => text)
        .join("\n"),
    );
  return 0;
}

/** The rule with the defaults of the paper, unless the expression or the flags set others. */
function ruleOf(name: string, values: Values) {
  const { variant } = values;
  const set = [...((values.set ?? []) as string[]), ...(typeof variant === "string" ? [`variant=${variant}`] : [])];
  const settings = readRuleSettings(name, { ...values, set });
  const { lr } = ruleFactory(name)(variant === undefined ? {} : { variant: variant as string }).hyper;
  return makeRule(settings, lr ?? Number.NaN);
}
