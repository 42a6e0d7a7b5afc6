/** @file `downhill lr-find`: a few steps with ever larger learning rates, on a copy. */

import { type RangeTest, rangeTest } from "../../training/rangeTest.ts";
import { type RateSuggestion, suggestRates } from "../../training/suggestRates.ts";
import { copyExperiment } from "../experiment/copyExperiment.ts";
import { experimentFlags, readExperiment } from "../experiment/experiment.ts";
import { describeModel } from "../experiment/models.ts";
import { hasOwnLr } from "../experiment/rules.ts";
import { checkWritable } from "../flags/checkWritable.ts";
import type { Command } from "../flags/command.ts";
import { numberFlag, textFlag, type Values } from "../flags/flags.ts";
import { refuseWords, UsageError } from "../flags/usageError.ts";
import { writeText } from "../flags/writeText.ts";
import { terse } from "../terminal/numbers.ts";
import { plot } from "../terminal/plot.ts";
import { openProgress, progressFlag } from "../terminal/progress.ts";
import { textTable } from "../terminal/table.ts";
import { hasUnicode, type Terminal, widthOf } from "../terminal/terminal.ts";
import { rangeChart } from "./chart.ts";

const { lr, schedule, ...shared } = experimentFlags;

export const lrFind: Command = {
  summary: "Find a learning rate: a few steps with ever larger ones, on a copy.",
  usage: "[flags]",
  flags: {
    ...shared,
    from: { type: "string", value: "NUMBER", help: "the first rate; default 1e-6" },
    to: { type: "string", value: "NUMBER", help: "the last rate; default 10" },
    steps: { type: "string", value: "N", help: "default 100" },
    svg: { type: "string", value: "FILE", help: "also draw the chart as a picture" },
    ...progressFlag,
    json: { type: "boolean", help: "the curve and the suggestions as one JSON object" },
  },
  examples: [
    ["lr-find", "Adam and the small CNN on drawn digits"],
    ["lr-find --data spiral --model 2-32-2 --optimizer sgd --to 100 --svg range.svg", "with a picture"],
  ],
  run,
};

function run(words: readonly string[], values: Values, terminal: Terminal): number {
  refuseWords(words);
  const options = {
    from: numberFlag(values, "from", 1e-6, { low: Number.MIN_VALUE }),
    to: numberFlag(values, "to", 10, { low: Number.MIN_VALUE }),
    steps: numberFlag(values, "steps", 100, { low: 10, whole: true }),
  };
  if (options.to <= options.from) throw new UsageError(`--to ${options.to} needs to be above --from ${options.from}`);
  const svg = textFlag(values, "svg");
  if (svg !== null) checkWritable("svg", svg);
  const experiment = readExperiment(values);
  const name = textFlag(values, "optimizer");
  if (name !== null && hasOwnLr(name))
    throw new UsageError(`${name} sets its own lr, which lr-find is to find; leave it out`);
  const { task, model, optimizer } = experiment;
  if (!("lr" in optimizer.rule.hyper)) throw new UsageError(`${optimizer.rule.name} has no learning rate to find`);
  openProgress(values, terminal).log(
    `${task.name} · ${describeModel(model)} · ${optimizer.rule.name} · ${options.steps} steps on a copy`,
  );
  const copy = copyExperiment(experiment, values);
  const test = rangeTest(copy.model, copy.optimizer, copy.loader, { ...options, clip: copy.clip });
  const found = suggestRates(test);
  if (svg !== null && found.length > 0) writeText("svg", svg, rangeChart(test, found));
  const { stdout, environment, stderr } = terminal;
  if (values.json) stdout.write(`${JSON.stringify({ ...test, suggestions: found })}\n`);
  else
    stdout.write(
      `${found.length === 0 ? whyNone(test) : asText(test, found, widthOf(stderr), hasUnicode(environment))}\n`,
    );
  return found.length > 0 ? 0 : 1;
}

function asText(test: RangeTest, found: readonly RateSuggestion[], columns: number, unicode: boolean): string {
  const width = Math.min(100, columns);
  const marks = found.map(({ name, lr: x }) => ({ letter: name[0].toUpperCase(), x }));
  const rows = found.map(({ name, lr: rate, why }) => [
    name[0].toUpperCase(),
    name,
    terse(Number(rate.toPrecision(2))),
    why,
  ]);
  const end = test.diverged ? "the loss flew off there" : "the loss had not flown off there; try a larger --to";
  return [
    plot(test.lr, test.loss, { width, height: 12, unicode, marks }),
    `smoothed loss over learning rate; ${end}`,
    "",
    textTable(rows),
  ].join("\n");
}

const whyNone = ({ lr: rates, diverged }: RangeTest): string =>
  diverged
    ? `no suggestion: the loss flew off after ${rates.length} steps; try a smaller --from, or --clip`
    : "no suggestion: the loss did not fall by more than it differs between batches; try a larger --to, a larger --batch or more --steps";
