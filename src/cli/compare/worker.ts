/** @file The function of the worker threads. */

import { runSurfaceJob, type SurfaceJob, type Trajectory } from "./surfaceJob.ts";
import { runTrainingJob, type TrainingJob, type TrainingRun } from "./trainingJob.ts";

export type Job = TrainingJob | SurfaceJob;

/** The outcome of a job of this kind. */
export type Outcome<J extends Job> = J extends TrainingJob ? TrainingRun : Trajectory[];

export default function work(job: Job): TrainingRun | Trajectory[] {
  return job.kind === "training" ? runTrainingJob(job) : runSurfaceJob(job);
}
