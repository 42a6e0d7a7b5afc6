import { useFast } from "../../../src/kernels/useFast.ts";
import { useReference } from "../../../src/kernels/useReference.ts";
import { usingFast } from "../../../src/kernels/usingFast.ts";
import { type Run, runOf } from "../../lab/run.ts";
import type { LabState } from "../../lab/state.ts";

/** The run on the plain loops, which draw the same picture on every engine. */
export function plainRun(state: LabState): Run {
  const wasFast = usingFast();
  useReference();
  try {
    return runOf(state);
  } finally {
    if (wasFast) useFast();
  }
}
