import type { Experiment } from "../../src/cli/experiment/experiment.ts";
import { lossOf } from "../../src/training/lossOf.ts";
import { type StepReport, trainStep } from "../../src/training/trainStep.ts";

/** Trains an experiment on its next batch. */
export const oneStep = ({ model, optimizer, loader, clip }: Experiment, measure = false): StepReport =>
  trainStep(model, optimizer, loader.next(), lossOf, { clip, measure });
