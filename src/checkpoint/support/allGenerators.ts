import type { Random } from "../../autograd/random.ts";
import type { Module } from "../../nn/module.ts";
import type { Run } from "../run.ts";

/** Lists every generator of a run by name: those of the model's layers, then those given. */
export function allGenerators(model: Module, given: Run["generators"] = {}): [name: string, random: Random][] {
  return [
    ...model.namedGenerators().map(([name, random]): [string, Random] => [`model.${name}`, random]),
    ...Object.entries(given),
  ];
}
