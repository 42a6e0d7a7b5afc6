/** @file The numbers of a model as constants at the end of an exported file. */
import { showShape } from "../../array/shape.ts";
import type { Random } from "../../autograd/random.ts";
import type { Recipe } from "../../emit/recipe.ts";
import type { PlacedLayer } from "../../model/support/placeLayers.ts";
import { tensorShapes } from "../../model/support/placeLayers.ts";
import type { Module } from "../../nn/index.ts";
import { newState } from "../../optim/state/newState.ts";
import { type JavascriptRun, statesOf } from "./javascriptRun.ts";
import { numbersText } from "./numbersText.ts";
import { nameIn } from "./walk.ts";

/**
 * Returns the list that `trainStep` updates: each weight with the rule's buffers, under their names in `update`, and
 * the state of dropout's generators.
 */
export function stateText(
  { model, optimizer }: JavascriptRun,
  recipe: Recipe,
  nameOf: (buffer: string) => string,
): string {
  const paths = new Map<object, string>(model.namedParameters().map(([path, parameter]) => [parameter, path]));
  const hyper = optimizer.hyperAt(optimizer.groups[0], optimizer.stepCount + 1);
  const entries = statesOf(optimizer).map(({ param, state }) => {
    const path = paths.get(param) ?? "";
    const buffers = state ?? newState(optimizer.rule, param, hyper);
    const texts = recipe.state.map(({ name, single }) => {
      const values = buffers[name];
      return `${nameOf(name)}: ${single ? values[0] : numbersText(values, 4)}`;
    });
    const [, layer, what] = /^(?:(.*)\.)?(\w+)$/.exec(path) as RegExpExecArray;
    const theta = nameIn(layer ?? "", what);
    return `  { name: "${path}", theta: ${theta}, state: ${texts.length === 0 ? "{}" : `{ ${texts.join(", ")} }`} },`;
  });
  return [
    "/** What `update` changes: each weight θ with the state of the rule. */",
    "export const parameters = [",
    ...entries,
    "];",
    ...generatorLines(model),
  ].join("\n");
}

/** Layers may share a generator. */
function generatorLines(model: Module): string[] {
  const names = new Map<Random, string>();
  return model.namedGenerators().map(([path, random]) => {
    const name = nameIn(path.replace(/\.?random$/, ""), "random");
    const known = names.get(random);
    names.set(random, known ?? name);
    return `const ${name} = ${known ?? `Uint32Array.of(${random.stateDict().join(", ")})`};`;
  });
}

/** Returns a constant for each weight, under a comment with its name in the model file and its shape. */
export function weightsText(model: Module, layers: readonly PlacedLayer[]): string {
  const state = model.stateDict();
  return layers.flatMap((placed) => layerLines(placed, state)).join("\n");
}

function layerLines(placed: PlacedLayer, state: ReturnType<Module["stateDict"]>): string[] {
  const { path } = placed;
  const at = (name: string): string => (path === "" ? name : `${path}.${name}`);
  const dataOf = (name: string) => (state.get(at(name)) as { data: Float32Array }).data;
  const shapes = [...tensorShapes([{ ...placed, path: "" }])];
  const trained = shapes.filter(([name]) => name === "weight" || name === "bias");
  const lines = trained.flatMap(([name, shape]) => [
    `// ${at(name)} ${showShape(shape).replaceAll(",", ", ")}`,
    `const ${nameIn(path, name)} = ${numbersText(dataOf(name))};`,
  ]);
  if (shapes.length === trained.length) return lines;
  return [
    ...lines,
    `// ${at("running_mean")}, ${at("running_var")} and ${at("num_batches_tracked")}`,
    `const ${nameIn(path, "running")} = {`,
    `  mean: ${numbersText(dataOf("running_mean"))},`,
    `  variance: ${numbersText(dataOf("running_var"))},`,
    `  batches: ${dataOf("num_batches_tracked")[0]},`,
    "};",
  ];
}
