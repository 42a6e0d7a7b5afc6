/** @file Breaks one vjp after the other and asks the gradient checks of its file whether they notice. */

import { gradcheck } from "../../../src/autograd/gradcheck.ts";
import { prepareCall } from "../../../src/testing/support/prepareCall.ts";
import type { Breakable, Site } from "./breakable.ts";
import { lines } from "./lines.ts";

/** Ways to break a vjp: its result times this. */
const breakages = { "0.01 % too large": 1.0001, "of the wrong sign": -1, forgotten: 0 } as const;

export interface Outcome {
  site: Site;
  breakage: string;
  /** The first line that failed, or null if none did. */
  caughtBy: string | null;
  /** Its worst relative error. */
  error: number;
}

/** The result of every way to break one vjp. */
export function tryToBreak({ library, breakOnly, wasCalled }: Breakable, site: Site): Outcome[] {
  const own = lines.filter(({ file }) => file === site.file);
  // A helper file, such as unary.ts, has no lines.
  const calls = (own.length > 0 ? own : lines).map(({ call }) => call);
  return Object.entries(breakages).map(([breakage, factor]) => {
    for (const call of calls) {
      breakOnly(null);
      const { f, inputs } = prepareCall(call, library);
      breakOnly(site, factor);
      const { passed, worst } = gradcheck(f, inputs);
      if (!passed && wasCalled()) return { site, breakage, caughtBy: call, error: worst.error };
    }
    return { site, breakage, caughtBy: null, error: 0 };
  });
}
