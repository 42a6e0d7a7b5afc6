import type { Module } from "../module.ts";

/** Saves the state of the model's generators, such as dropout's. Returns the function that restores it. */
export function rememberGenerators(model: Module): () => void {
  const remembered = model.namedGenerators().map(([, random]) => ({ random, state: random.stateDict() }));
  return () => {
    for (const { random, state } of remembered) random.loadStateDict(state);
  };
}
