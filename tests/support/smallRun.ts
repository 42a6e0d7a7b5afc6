import type { Run } from "../../src/checkpoint/index.ts";
import { Dropout, Linear, Loader, Random, Sequential, twoMoons } from "../../src/index.ts";

/** A run with dropout, a shuffling loader and a generator of its program. */
export function makeRun(seed: number, width = 3): Run & { generators: { noise: Random } } {
  const random = new Random(seed);
  const model = new Sequential(new Linear(2, width, { random }), new Dropout(0.5, { random: random.split() }));
  const loader = new Loader(twoMoons(30, { random: new Random(1) }), { batch: 7, random });
  return { model, loader, generators: { noise: random.split() }, step: 0 };
}

/** Everything there is to see of a run. */
export const look = ({ model, loader, generators }: Run) => ({
  model: model.stateDict(),
  loader: loader?.stateDict(),
  noise: generators?.noise.stateDict(),
  dropout: model.namedGenerators().map(([name, random]) => [name, random.stateDict()]),
});
