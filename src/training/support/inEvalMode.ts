import type { Module } from "../../nn/index.ts";

/** Runs `compute` with the model in eval mode. Afterwards every layer has the mode it had before. */
export function inEvalMode<T>(model: Module, compute: () => T): T {
  const modes = withChildren(model).map((module) => ({ module, training: module.training }));
  model.eval();
  try {
    return compute();
  } finally {
    for (const { module, training } of modes) module.training = training;
  }
}

const withChildren = (module: Module): Module[] => [
  module,
  ...module.children().flatMap(([, child]) => withChildren(child)),
];
