import { type Shape, showShape, sizeOf } from "../../array/shape.ts";
import { checkOptions } from "../../check/checkOptions.ts";
import { describeValue } from "../../check/describeValue.ts";
import { isRecord } from "../../check/isRecord.ts";
import type { Kind } from "../../check/kinds.ts";
import { unknownName } from "../../check/unknownName.ts";
import { FileFormatError } from "../../checkpoint/formats/fileFormatError.ts";
import { type LayerKind, type LayerName, layerKinds, type SettingsOf } from "./layerKinds.ts";

/** A layer with its path, the start of its tensors' names, and an example's shapes before and after it. */
export type PlacedLayer = {
  [N in LayerName]: {
    readonly path: string;
    readonly layer: N;
    readonly settings: SettingsOf<N>;
    readonly input: Shape;
    readonly output: Shape;
  };
}[LayerName];

const mostLayers = 1000;
const deepest = 20;
/** Numbers that one example may become inside the model: 1 GiB of Float32. */
const mostNumbers = 2 ** 28;

/**
 * Checks the description of a model, which may come from anywhere, and lists its layers in the order of computation.
 * Throws FileFormatError at an unknown layer or setting, and where shapes do not fit. Allocates no weights.
 */
export function placeLayers(description: unknown, input: Shape, file: string): PlacedLayer[] {
  const placed: PlacedLayer[] = [];
  for (const { path, given, wrong } of leaves(description, "", file)) {
    if (placed.length === mostLayers) wrong(`at most ${mostLayers} layers`, "more");
    try {
      placed.push(place(given, path, placed.at(-1)?.output ?? input));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      wrong("a layer of downhill that fits", error.message);
    }
  }
  return placed;
}

interface Leaf {
  path: string;
  given: { layer: string; [setting: string]: unknown };
  wrong(expected: string, found: string): never;
}

/** Lists the layers that are not a Sequential. */
function* leaves(given: unknown, path: string, file: string, depth = 0): Generator<Leaf> {
  const wrong = (expected: string, found: string): never => {
    throw new FileFormatError(file, path === "" ? "architecture" : `architecture, layer ${path}`, expected, found);
  };
  if (depth > deepest) return wrong(`at most ${deepest} levels`, "more");
  if (!isRecord(given) || typeof given.layer !== "string") return wrong("{ layer, … }", describeValue(given));
  const { layer, layers } = given;
  if (layer !== "Sequential") return yield { path, given: { ...given, layer }, wrong };
  if (!Array.isArray(layers)) return wrong("a list of layers", describeValue(layers));
  for (const [i, inner] of layers.entries())
    yield* leaves(inner, path === "" ? `${i}` : `${path}.${i}`, file, depth + 1);
}

function place({ layer: name, ...settings }: Leaf["given"], path: string, input: Shape): PlacedLayer {
  if (!Object.hasOwn(layerKinds, name)) throw new RangeError(unknownName("", "layer", name, Object.keys(layerKinds)));
  const kind = layerKinds[name as LayerName] as LayerKind;
  checkOptions(name, settings, Object.keys(kind.settings));
  for (const [key, { text, holds }] of Object.entries(kind.settings) as [string, Kind][])
    if (!holds(settings[key]))
      throw new RangeError(`${name}: ${key} must be ${text}, got ${describeValue(settings[key])}`);
  const output = kind.output(settings as never, input);
  if (sizeOf(output) > mostNumbers)
    throw new RangeError(`${name}: an example must be at most ${mostNumbers} numbers, got ${showShape(output)}`);
  return { path, layer: name, settings, input, output } as unknown as PlacedLayer;
}

/** Returns the shapes of all parameters and buffers by their names in files. */
export function tensorShapes(layers: readonly PlacedLayer[]): Map<string, Shape> {
  const shapes = new Map<string, Shape>();
  for (const { path, layer, settings } of layers)
    for (const [name, shape] of Object.entries((layerKinds[layer] as LayerKind).tensors?.(settings as never) ?? {}))
      shapes.set(path === "" ? name : `${path}.${name}`, shape);
  return shapes;
}
