import { describeValue } from "../../../check/describeValue.ts";

/**
 * Throws TypeError unless the path is a string: `saveWeightsFile(model, path)` has its arguments in the wrong order.
 */
export function checkPath(path: string): void {
  if (typeof path === "string" && path !== "") return;
  throw new TypeError(`the path of a file must be a string and the first argument, got ${describeValue(path)}`);
}
