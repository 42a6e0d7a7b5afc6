/** @file `downhill lr-find`: a learning-rate range test on a copy of the experiment. */

import { readFileSync } from "node:fs";
import { type RangeTest, rangeTest } from "../../training/rangeTest.ts";
import { type RateSuggestion, suggestRates } from "../../training/suggestRates.ts";
import { copyExperiment, makeExperiment } from "../experiment/experiment.ts";
import { describeModel } from "../experiment/models.ts";
import type { Values } from "../flags/flags.ts";
import { checkOutput, writeOutput } from "../flags/output.ts";
import { refuseWords, UsageError } from "../flags/usageError.ts";
import { terse } from "../terminal/numbers.ts";
import { plot } from "../terminal/plot.ts";
import { Progress } from "../terminal/progress.ts";
import { textTable } from "../terminal/table.ts";
import { hasUnicode, type Terminal, widthOf } from "../terminal/terminal.ts";
import { rangeChart } from "./chart.ts";
import { readLrFindSettings } from "./settings.ts";

export function lrFind(words: readonly string[], values: Values, terminal: Terminal): number {
  refuseWords(words);
  const settings = readLrFindSettings(values, terminal.environment);
  const { svg, overwrite, from, to, steps } = settings;
  if (svg !== null)
    checkOutput("svg", svg, { overwrite, inputs: { data: settings.experiment.data }, isOwn: isRangeChart });
  const experiment = makeExperiment(settings.experiment);
  const { task, model, optimizer } = experiment;
  if (!("lr" in optimizer.rule.hyper)) throw new UsageError(`${optimizer.rule.name} has no learning rate to find`);
  const title = `${task.name} · ${describeModel(model)} · ${optimizer.rule.name} · ${steps} steps on a copy`;
  new Progress(terminal, settings.progress).log(title);
  const copy = copyExperiment(experiment, settings.experiment);
  const test = rangeTest(copy.model, copy.optimizer, copy.loader, {
    from,
    to,
    steps,
    clip: copy.clip,
    loss: experiment.loss,
  });
  const found = suggestRates(test);
  const { stdout, environment, stderr } = terminal;
  if (settings.json) stdout.write(`${JSON.stringify({ ...test, suggestions: found })}\n`);
  else
    stdout.write(
      `${found.length === 0 ? noSuggestion(test) : asText(test, found, widthOf(stderr), hasUnicode(environment))}\n`,
    );
  if (svg !== null && found.length > 0) writeOutput(svg, rangeChart(test, found));
  return found.length > 0 ? 0 : 1;
}

/** True if the file is a chart of lr-find, by its title. */
const isRangeChart = (file: string): boolean => {
  const text = readFileSync(file, "utf8");
  return text === "" || text.includes("<title>Loss over learning rate</title>");
};

function asText(test: RangeTest, found: readonly RateSuggestion[], columns: number, unicode: boolean): string {
  const width = Math.min(100, columns);
  const marks = found.map(({ name, lr: x }) => ({ letter: name[0].toUpperCase(), x }));
  const rows = found.map(({ name, lr: rate, why }) => [
    name[0].toUpperCase(),
    name,
    terse(Number(rate.toPrecision(2))),
    why,
  ]);
  const end = test.diverged ? "the loss diverged at the end" : "the loss did not diverge; try a larger --to";
  return [
    plot(test.lr, test.loss, { width, height: 12, unicode, marks }),
    `smoothed loss over learning rate; ${end}`,
    "",
    textTable(rows),
  ].join("\n");
}

const noSuggestion = ({ lr: rates, diverged }: RangeTest): string =>
  diverged
    ? `no suggestion: the loss diverged after ${rates.length} steps; try a smaller --from, or --clip`
    : "no suggestion: the loss did not drop by more than batch-to-batch noise; try a larger --to, a larger --batch or more --steps";
