import { type Shape, showShape } from "../../array/shape.ts";

/** What numbers an array holds, told by its finite ones. */
export interface Statistics {
  /** The tensor's name, or what it is to the op. */
  name: string;
  shape: Shape;
  nonFinite: number;
  min: number;
  max: number;
  mean: number;
}

export interface Anomaly {
  /** Did the op give it, or did it get it: from a tensor made elsewhere, or as the sum of gradients? "sum": what a leaf has in `grad`. */
  phase: "forward" | "backward" | "forward input" | "backward input" | "sum";
  /** Of a "sum" it is "adding gradients". */
  op: string;
  /** "in layer …" as a Sequential counts them, else "at" or "after" the nearest tensor with a name; "" if none is known. */
  layer: string;
  value: number;
  index: number;
  /** The op's inputs; backward also the gradient of its result. */
  inputs: Statistics[];
}

/** What `detectAnomaly` throws: its message is the report, `anomaly` the same for programs. */
export class AnomalyError extends Error {
  override name = "AnomalyError";
  readonly anomaly: Anomaly;

  /** `what` held it, an array of so many values. */
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

function line({ name, shape, nonFinite, min, max, mean }: Statistics): string {
  const numbers = Number.isNaN(mean) ? "" : `, from ${short(min)} to ${short(max)}, mean ${short(mean)}`;
  return `${name} ${showShape(shape)}: ${nonFinite} not finite${numbers}`;
}
