/** @file One training run of a comparison: plain data in, plain data out, so that any thread can do it. */

import { crc32 } from "../../checkpoint/formats/support/crc32.ts";
import type { Examples } from "../../data/dataset.ts";
import { stateBytes } from "../../optim/stateBytes.ts";
import { isClassification } from "../../training/support/isClassification.ts";
import { trainStep } from "../../training/trainStep.ts";
import { accelerationProblem } from "../experiment/accelerationProblem.ts";
import { type Experiment, makeExperiment } from "../experiment/experiment.ts";
import { evaluateModel } from "../experiment/objective.ts";
import type { ExperimentSettings } from "../experiment/settings.ts";
import { mean } from "../terminal/numbers.ts";

export interface TrainingJob {
  kind: "training";
  settings: ExperimentSettings;
  steps: number;
  /** Steps between two points of its curves. */
  every: number;
  /** Test on validation examples, to tune the learning rate. */
  validation: boolean;
}

/** The measurements of a run. Each curve has one number per kept point. */
export interface TrainingRun {
  seed: number;
  lr: number;
  /** Mean loss since the previous point. */
  loss: number[];
  gradientNorm: number[];
  updateRatio: number[];
  /** Mean loss of the last tenth of all steps; Infinity if it diverged. */
  finalLoss: number;
  testLoss: number;
  score: number;
  /** Why training stopped early, or null. */
  failure: string | null;
  /** Checksums of the weights at the start, and of all batches in their order. */
  weights: string;
  batches: string;
  parameters: number;
  stateBytes: number;
  seconds: number;
  /** The warning if this thread could not use the fast kernels, or null. */
  slow: string | null;
}

export function runTrainingJob({ settings, steps, every, validation }: TrainingJob): TrainingRun {
  const experiment = makeExperiment(settings, { validation });
  const { model, optimizer, task, seed } = experiment;
  const weights = model.parameters().reduce((crc, { data }) => crc32(bytesOf(data), crc), 0);
  const started = performance.now();
  const curves = follow(experiment, steps, every);
  const seconds = (performance.now() - started) / 1000;
  const { losses, failure } = curves;
  const tail = losses.slice(-Math.ceil(steps / 10));
  optimizer.eval();
  const { loss: testLoss, score } =
    failure === null ? evaluateModel(model, task.validation ?? task.test, null) : { loss: Infinity, score: Number.NaN };
  const parameters = model.parameters().reduce((sum, { data }) => sum + data.length, 0);
  const { lr } = optimizer.hyperAt(optimizer.groups[0], 1);
  return {
    seed,
    lr: lr ?? Number.NaN,
    loss: curves.loss,
    gradientNorm: curves.gradientNorm,
    updateRatio: curves.updateRatio,
    finalLoss: failure === null ? mean(tail) : Infinity,
    testLoss,
    score,
    failure,
    weights: hex(weights),
    batches: hex(curves.batches),
    parameters,
    stateBytes: model.parameters().reduce((sum, { shape }) => sum + stateBytes(optimizer.rule, shape), 0),
    seconds,
    slow: accelerationProblem(),
  };
}

/**
 * Trains for `steps`, sampling the curves every `every` steps. Stops at the first loss or gradient that is not finite.
 */
function follow(experiment: Experiment, steps: number, every: number) {
  const { model, optimizer, loader, clip } = experiment;
  const [losses, loss, gradientNorm, updateRatio] = [[], [], [], []] as number[][];
  let batches = 0;
  let failure: string | null = null;
  try {
    for (let step = 1; step <= steps; step++) {
      const batch = loader.next();
      batches = crc32(bytesOf(answers(batch)), crc32(bytesOf(batch.inputs.data), batches));
      const isKept = step % every === 0;
      const report = trainStep(model, optimizer, batch, experiment.loss, { clip, measure: isKept });
      if (!Number.isFinite(report.loss)) throw new Error(`the loss is ${report.loss} at step ${step}`);
      losses.push(report.loss);
      if (!isKept) continue;
      loss.push(mean(losses.slice(-every)));
      gradientNorm.push(report.gradientNorm);
      updateRatio.push(report.updateRatio ?? Number.NaN);
    }
  } catch (error) {
    failure = (error as Error).message;
  }
  return { losses, loss, gradientNorm, updateRatio, batches, failure };
}

const answers = (batch: Examples) => (isClassification(batch) ? batch.labels : batch.targets.data);
const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
const hex = (crc: number): string => (crc >>> 0).toString(16).padStart(8, "0");
