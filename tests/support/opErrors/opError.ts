import { zeros } from "../../../src/autograd/index.ts";
import type { Tensor } from "../../../src/autograd/tensor.ts";

/** A wrong call of an op, and the message of its error. */
export type OpError = [what: string, call: () => unknown, message: string];

export const x = (...shape: number[]): Tensor => zeros(shape);
export const wrong = (value: unknown): never => value as never;
