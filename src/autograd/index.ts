export { type Anomaly, AnomalyError, detectAnomaly, findAnomaly, type Statistics } from "./anomaly.ts";
export * from "./create.ts";
export * from "./gradcheck.ts";
export * from "./ops/index.ts";
export { Random } from "./random.ts";
export { isRecording, noGrad } from "./recording.ts";
export { record, Tensor } from "./tensor.ts";
