/** @file The objects of a training run, built from its settings or from a checkpoint. */
import { SaveError } from "../../checkpoint/files/saveError.ts";
import { summary } from "../../nn/summary.ts";
import type { EarlyStopping } from "../../training/earlyStopping.ts";
import { accelerationProblem } from "../experiment/accelerationProblem.ts";
import { checksumOf } from "../experiment/checksumOf.ts";
import { type Experiment, makeExperiment } from "../experiment/experiment.ts";
import { describeModel } from "../experiment/models.ts";
import type { HeldOut } from "../experiment/objective.ts";
import { describeRule } from "../experiment/rules.ts";
import { isMistake } from "../flags/isMistake.ts";
import { UsageError } from "../flags/usageError.ts";
import { Progress } from "../terminal/progress.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { type History, newHistory } from "./history.ts";
import { recordOf } from "./modelFile.ts";
import { checkObservers } from "./observers/openObservers.ts";
import { epochsToWait, stoppingNote, stoppingOf, validationFor } from "./patience.ts";
import { resumeRun, saveRun } from "./savedRun.ts";
import type { TrainSettings } from "./settings.ts";

/** The objects of a run, besides its settings. */
export interface Session {
  experiment: Experiment;
  history: History;
  stopping: EarlyStopping | null;
  progress: Progress;
  /** Saves the checkpoint, if there is one. A failure is reported, and training continues. */
  save(): void;
  /** True if the last save failed. */
  hasFailed: boolean;
  /** The evaluation of the last epoch of this process; null before its end. */
  heldOut: HeldOut | null;
  /** The steps that the checkpoint holds; null if it holds none of this run. */
  savedSteps: number | null;
}

export async function openSession(settings: TrainSettings, terminal: Terminal): Promise<Session> {
  const { checkpoint, resume } = settings;
  const progress = new Progress(terminal, settings.progress);
  const experiment = makeExperimentOf(settings);
  const history = resume?.history ?? newHistory();
  if (resume !== null) resumeRun(experiment, resume, settings.otherData);
  if (history.epochs.length > experiment.epochs)
    throw new UsageError(
      `--epochs must be above the ${history.epochs.length} epochs of ${resume?.file}, got ${experiment.epochs}`,
    );
  const patience = epochsToWait(settings.patience, experiment);
  const stopping = stoppingOf(patience, experiment);
  if (resume?.stopping) stopping?.loadStateDict(resume.stopping);
  await checkObservers(settings, { experiment, history });
  progress.log(headline(experiment, stoppingNote(settings.patience, patience, experiment)));
  const slow = accelerationProblem();
  if (slow !== null) progress.problem(slow);
  if (resume !== null) progress.log(`resumed from ${resume.file} after ${history.losses.length} steps`);
  const isSaved = checkpoint !== null || settings.model !== null;
  const model = isSaved ? recordOf(experiment, settings.command) : null;
  const parts = { model, data: checksumOf(experiment.task) };
  const saved = { settings: settings.experiment, patience, history, stopping, ...parts };
  const savedSteps = resume !== null && resume.file === checkpoint ? history.losses.length : null;
  const objects = { experiment, history, stopping, progress };
  const session: Session = { ...objects, hasFailed: false, heldOut: null, savedSteps, save };
  function save(): void {
    if (checkpoint === null) return;
    try {
      saveRun(checkpoint, experiment, saved);
      Object.assign(session, { hasFailed: false, savedSteps: history.losses.length });
    } catch (error) {
      if (!(error instanceof SaveError)) throw error;
      session.hasFailed = true;
      progress.problem(`${error.message}; training continues`);
    }
  }
  return session;
}

/** Builds the experiment. Its mistakes may be settings of the resumed run, which the command line does not show. */
function makeExperimentOf({ experiment, patience, resume }: TrainSettings): Experiment {
  try {
    return makeExperiment(experiment, { validation: validationFor(patience) });
  } catch (error) {
    if (resume === null || !isMistake(error)) throw error;
    const moved = experiment.data === resume.settings.data ? "; pass --data if the data has moved" : "";
    throw new UsageError(`--resume ${resume.file}: ${error.message}${moved}`);
  }
}

function headline({ task, model, optimizer, batch, seed }: Experiment, note: string | null): string {
  const [learn, held, test] = [task.train, task.validation, task.test].map((part) => part?.inputs.shape[0]);
  return [
    `${task.name}: ${learn} training examples${held ? `, ${held} validation` : ""}, ${test} test · ${describeModel(model)} · batch ${batch} · seed ${seed}`,
    ...[...task.notes, ...(note === null ? [] : [note])].map((line) => `  ${line}`),
    // The group's hyperparameters: a resumed run has the schedules of its checkpoint.
    describeRule({ ...optimizer.rule, hyper: optimizer.groups[0].hyper }),
    summary(model),
  ].join("\n");
}
