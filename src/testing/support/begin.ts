import type { HyperValues } from "../../optim/rule.ts";
import type { Driver } from "../driver.ts";
import { streamShape, streamStart } from "./gradientStreams.ts";
import { type Running, runDriver } from "./runDriver.ts";

/** A driver, and what its instances get. */
export interface Place {
  readonly driver: Driver;
  readonly hyper: HyperValues;
  readonly floats: Float64ArrayConstructor | Float32ArrayConstructor;
}

/** Starts an instance of a driver at the weights of the gradient streams, or at others. */
export const begin = ({ driver, hyper, floats }: Place, theta0: ArrayLike<number> = streamStart): Running =>
  runDriver(driver, { theta0, hyper, shape: streamShape, floats });
