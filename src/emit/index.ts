export { type EmitOptions, type Emitted, emit } from "./emit.ts";
export { type EmittedFile, type TargetName, targetNames, targets } from "./targets.ts";
