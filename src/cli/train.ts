/** @file `downhill train`: data in, a trained model's score out. */
import { summary } from "../nn/index.ts";
import type { Command } from "./command.ts";
import { type Experiment, experimentFlags, readExperiment } from "./experiment.ts";
import { choiceFlag, numberFlag, type Values } from "./flags.ts";
import { describeModel } from "./models.ts";
import { short } from "./numbers.ts";
import { Progress, progressModes } from "./progress.ts";
import { describeRule, readRule, ruleFlags, ruleNames } from "./rules.ts";
import type { Terminal } from "./terminal.ts";
import { type Ending, type History, newHistory, runTraining } from "./training.ts";
import { resultOf, summaryText } from "./trainSummary.ts";
import { UsageError } from "./usageError.ts";

export const train: Command = {
  summary: "Train a model and judge it on examples it has not seen.",
  usage: "[flags]",
  flags: {
    ...experimentFlags,
    optimizer: { type: "string", value: "NAME", help: `${ruleNames.slice(0, 5).join(", ")}, …; default adam` },
    ...ruleFlags,
    epochs: { type: "string", value: "N", help: "passes over the training data; default 5" },
    patience: { type: "string", value: "N", help: "stop after N epochs without a better test score; default: never" },
    progress: { type: "string", value: "MODE", help: `${progressModes.join(", ")}; default auto` },
    json: { type: "boolean", help: "the result as one JSON object on stdout" },
  },
  examples: [
    ["train", "a small CNN on drawn digits"],
    ["train --data moons --model 2-16-16-2 --optimizer radam --set beta2=0.99", "a rule with a setting of its own"],
    ['train --data spiral --schedule "warmup(20, cosine(0.01, 300))" --epochs 20', "a learning rate that changes"],
    ["train --data iris.csv --column species --json", "a table of your own, the result for a program"],
  ],
  run,
};

async function run(words: readonly string[], values: Values, terminal: Terminal): Promise<number> {
  if (words.length > 0) throw new UsageError(`unexpected "${words[0]}"; everything is given by flags, see --help`);
  const epochs = numberFlag(values, "epochs", 5, { low: 1, whole: true });
  const patience = numberFlag(values, "patience", Infinity, { low: 1, whole: true });
  const progress = new Progress(terminal, choiceFlag(values, "progress", "auto", progressModes));
  const optimizerName = choiceFlag(values, "optimizer", "adam", ruleNames);
  const experiment = readExperiment(values, () => readRule(optimizerName, values));
  progress.log(headline(experiment));
  const history = newHistory();
  const ending = await watched(experiment, history, { epochs, patience, progress }, terminal);
  const result = resultOf(experiment, history, ending);
  terminal.stdout.write(`${values.json ? JSON.stringify(result) : summaryText(result, null)}\n`);
  if (ending === "interrupted") return 130;
  return ending === "failed" || result.reached === false ? 1 : 0;
}

/** Trains with an ear for Ctrl-C, and says in words why training could not go on. */
async function watched(
  experiment: Experiment,
  history: History,
  options: { epochs: number; patience: number; progress: Progress },
  terminal: Terminal,
): Promise<Ending> {
  const { progress } = options;
  let interrupted = false;
  const stopListening = terminal.onInterrupt(() => {
    interrupted = true;
  });
  try {
    return await runTraining(experiment, history, {
      ...options,
      now: terminal.now,
      isInterrupted: () => interrupted,
      onEpoch: () => {},
    });
  } catch (error) {
    if (!(error instanceof Error) || !/is (NaN|-?Infinity) at index/.test(error.message)) throw error;
    const { losses, lr } = history;
    progress.log(`loss NaN! ${error.message}`);
    progress.log(
      `the learning rate was ${lr[1]}, the last loss ${short(losses.at(-1) ?? Number.NaN)}; a smaller --lr or --clip helps`,
    );
    return "failed";
  } finally {
    stopListening();
    progress.done();
  }
}

function headline({ task, model, optimizer, batch, seed }: Experiment): string {
  const [learn, judged] = [task.train, task.test].map(({ inputs }) => inputs.shape[0]);
  return [
    `${task.name}: ${learn} to train on, ${judged} to test · ${describeModel(model)} · batch ${batch} · seed ${seed}`,
    describeRule(optimizer.rule),
    summary(model),
  ].join("\n");
}
