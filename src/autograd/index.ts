export * from "./create.ts";
export * from "./gradcheck.ts";
export * from "./ops/index.ts";
export { Random } from "./random.ts";
export { isRecording, noGrad, record, Tensor } from "./tensor.ts";
