import type { Tensor } from "../autograd/tensor.ts";
import { thousands } from "../check/counted.ts";
import type { Module } from "./module.ts";

/**
 * Returns a table of a model's layers with the shapes and numbers of their parameters.
 *
 * @example summary(new Linear(784, 10, { random: new Random(1) })).split("\n").length // 3
 */
export function summary(model: Module): string {
  const rows = holders(model, "").map(([name, layer, parameters]) => ({
    name,
    layer: `${layer.constructor.name} ${layer.describe()}`.trim(),
    shapes: parameters.map(({ shape }) => `[${shape.join(",")}]`).join(" "),
    count: elements(parameters),
  }));
  const width = (key: "name" | "layer" | "shapes") => Math.max(key.length, ...rows.map((row) => row[key].length));
  const [name, layer, shapes] = [width("name"), width("layer"), width("shapes")];
  const line = (a: string, b: string, c: string, d: string) =>
    `${a.padEnd(name)}  ${b.padEnd(layer)}  ${c.padEnd(shapes)}  ${d.padStart(10)}`.trimEnd();
  return [
    line("name", "layer", "shapes", "parameters"),
    ...rows.map((row) => line(row.name, row.layer, row.shapes, thousands(row.count))),
    line("", "total", "", thousands(elements(model.parameters()))),
  ].join("\n");
}

const elements = (parameters: readonly Tensor[]): number => parameters.reduce((sum, { size }) => sum + size, 0);

type Holder = [path: string, module: Module, parameters: Tensor[]];

/** Returns layers with their paths: those without inner layers, and those with parameters beside inner layers. */
function holders(module: Module, path: string): Holder[] {
  const children = module.children();
  const within = new Set(children.flatMap(([, child]) => child.parameters()));
  const own = module.parameters().filter((parameter) => !within.has(parameter));
  const inner = children.flatMap(([name, child]) => holders(child, path === "" ? name : `${path}.${name}`));
  return children.length === 0 || own.length > 0 ? [[path || "model", module, own], ...inner] : inner;
}
