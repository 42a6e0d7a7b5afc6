import type { Module } from "../../nn/index.ts";

/** Remembers where the model's generators stand, such as dropout's; what it returns puts them back there. */
export function rememberGenerators(model: Module): () => void {
  const remembered = model.namedGenerators().map(([, random]) => ({ random, state: random.save() }));
  return () => {
    for (const { random, state } of remembered) random.load(state);
  };
}
