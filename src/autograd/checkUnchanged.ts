import { showShape } from "../array/shape.ts";
import type { Tensor } from "./tensor.ts";

/** Throws if a tensor that a derivative reads was changed in place since: the gradients would be silently wrong. */
export function checkUnchanged(y: Tensor): void {
  const { op, read, version } = y.history;
  if (y.isLeaf) return;
  const changed = read.find(([x, then]) => x.version !== then)?.[0];
  if (changed === undefined && y.version === version) return;
  const what = changed ? `input ${changed.name || showShape(changed.shape)}` : `result ${showShape(y.shape)}`;
  throw new Error(
    `backward: ${op} needs its ${what} as it was, but it was changed in place since; ` +
      "call backward before the optimizer's step, or run the forward pass again",
  );
}
