/** @file The training step, evaluation and early stopping: the parts that every training loop writes again. */
export { balancedWeights } from "./balancedWeights.ts";
export { confusionMatrix } from "./confusionMatrix.ts";
export { DivergenceError } from "./divergenceError.ts";
export { EarlyStopping, type EarlyStoppingOptions, type EarlyStoppingState } from "./earlyStopping.ts";
export { type Evaluated, type EvaluateOptions, evaluate } from "./evaluate.ts";
export { hvp } from "./hvp.ts";
export { type Loss, lossOf } from "./lossOf.ts";
export {
  type ClassMetrics,
  type ClassScore,
  type MetricsOptions,
  metrics,
  type NumberMetrics,
} from "./metrics.ts";
export { type PacedStepsOptions, pacedSteps } from "./pacedSteps.ts";
export { type RangeOptions, type RangeTest, rangeTest } from "./rangeTest.ts";
export { RemoteTraining } from "./remoteTraining.ts";
export { rocAuc } from "./rocAuc.ts";
export { serveTraining, type TrainingTask } from "./serveTraining.ts";
export { type Sharpness, type SharpnessOptions, sharpness } from "./sharpness.ts";
export { type RateSuggestion, suggestRates } from "./suggestRates.ts";
export { type StepReport, type TrainStepOptions, trainStep } from "./trainStep.ts";
export { type WorstExample, worstExamples } from "./worstExamples.ts";
