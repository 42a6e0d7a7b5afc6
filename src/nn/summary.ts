import { sizeOf } from "../kernels/array.ts";
import type { Module } from "./module.ts";

/**
 * A table of the layers of a model with the shapes and the number of their parameters.
 *
 * @example summary(new Linear(784, 10, { random: new Random(1) })).split("\n").length // 3
 */
export function summary(model: Module): string {
  const rows = leaves(model, "").map(([name, layer]) => {
    const parameters = layer.parameters();
    return {
      name,
      layer: `${layer.constructor.name} ${layer.describe()}`.trim(),
      shapes: parameters.map(({ shape }) => `[${shape.join(",")}]`).join(" "),
      count: parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    };
  });
  model.namedParameters();
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  const width = (key: "name" | "layer" | "shapes") => Math.max(key.length, ...rows.map((row) => row[key].length));
  const [name, layer, shapes] = [width("name"), width("layer"), width("shapes")];
  const line = (a: string, b: string, c: string, d: string) =>
    `${a.padEnd(name)}  ${b.padEnd(layer)}  ${c.padEnd(shapes)}  ${d.padStart(10)}`.trimEnd();
  return [
    line("name", "layer", "shapes", "parameters"),
    ...rows.map((row) => line(row.name, row.layer, row.shapes, thousands(row.count))),
    line("", "total", "", thousands(total)),
  ].join("\n");
}

const thousands = (count: number): string => `${count}`.replace(/\B(?=(\d{3})+$)/g, ",");

/** The layers that hold no further layers, with their paths. */
function leaves(module: Module, path: string): [string, Module][] {
  const children = module.children();
  if (children.length === 0) return [[path || "model", module]];
  return children.flatMap(([name, child]) => leaves(child, path === "" ? name : `${path}.${name}`));
}
