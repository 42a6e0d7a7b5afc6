import { hasShape, type Shape } from "./hasShape.ts";
import type { Trajectory } from "./surfaceJob.ts";
import type { TrainingRun } from "./trainingJob.ts";
import type { Job, Outcome } from "./worker.ts";

export interface FinishedJob {
  job: Job;
  outcome: Outcome<Job>;
}

const curve: Shape = ["number"];
const trainingRun: Record<keyof TrainingRun, Shape> = {
  seed: "number",
  lr: "number",
  loss: curve,
  gradientNorm: curve,
  updateRatio: curve,
  finalLoss: "number",
  testLoss: "number",
  score: "number",
  failure: "string?",
  weights: "string",
  batches: "string",
  parameters: "number",
  stateBytes: "number",
  seconds: "number",
  slow: "string?",
};
const trajectory: Record<keyof Trajectory, Shape> = {
  surface: "string",
  rule: "string",
  lr: "number",
  path: [curve],
  value: "number",
};

/** Returns whether data of a file is a job with its outcome, so that the numbers can be used. */
export const isFinishedJob = (value: unknown): value is FinishedJob =>
  hasShape(value, { job: { kind: "string" } }) &&
  hasShape(value, { outcome: (value as FinishedJob).job.kind === "training" ? trainingRun : [trajectory] });
