import { type Shape, showShape } from "../../array/shape.ts";

/** Statistics of an array's finite numbers. */
export interface Statistics {
  /** The tensor's name, or its role in the op. */
  name: string;
  shape: Shape;
  nonFinite: number;
  min: number;
  max: number;
  mean: number;
}

export interface Anomaly {
  /** "… input": the op received the value, it did not compute it. "sum": the sum of gradients in a leaf's `grad`. */
  phase: "forward" | "backward" | "forward input" | "backward input" | "sum";
  /** The name of the op. For a "sum" it is "adding gradients". */
  op: string;
  /** "in layer …" inside a Sequential, else "at" or "after" the nearest tensor with a name, else "". */
  layer: string;
  value: number;
  index: number;
  /** The op's inputs, and in backward also the gradient of its result. */
  inputs: Statistics[];
}

/** The error of `detectAnomaly`. Its message is the report; `anomaly` holds the same as data. */
export class AnomalyError extends Error {
  override name = "AnomalyError";
  readonly anomaly: Anomaly;

  /** `what` names the array that held the value; `size` is its number of elements. */
  constructor(anomaly: Anomaly, what: string, size: number) {
    const { phase, op, layer, value, index, inputs } = anomaly;
    const who = `${phase.startsWith("backward") ? "backward of " : ""}${op}${layer === "" ? "" : ` ${layer}`}`;
    const verb = phase.endsWith("input") ? "got" : "gave";
    const first = `detectAnomaly: ${who} ${verb} ${value} at index ${index} of ${what}, ${size} values`;
    super([first, ...inputs.map(line)].join("\n  "));
    this.anomaly = anomaly;
  }
}

const short = (x: number): string => `${Number(x.toPrecision(4))}`;

function line(statistics: Statistics): string {
  return `${statistics.name} ${showShape(statistics.shape)}: ${statistics.nonFinite} not finite${rangeText(statistics)}`;
}

function rangeText({ nonFinite, min, max, mean }: Statistics): string {
  if (Number.isNaN(mean)) return "";
  if (min === max) return `, all ${nonFinite === 0 ? "" : "others "}${short(min)}`;
  const [low, high] = [short(min), short(max)];
  return low === high ? `, all about ${low}` : `, from ${low} to ${high}, mean ${short(mean)}`;
}
