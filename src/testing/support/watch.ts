import { largestDifference } from "./assertClose.ts";
import type { Claim, Optim } from "./claim.ts";

/** The result of a claim, and the names it took from src/optim. */
export interface Outcome {
  uses: ReadonlySet<string>;
  /** The largest |actual − expected| where numbers were compared, else null. */
  value: number | null;
  /** The message of the failure, or null. */
  problem: string | null;
}

/** Runs a claim, and records the names it used and the largest difference it met. */
export function watch(claim: Claim, optim: Optim): Outcome {
  const uses = new Set<string>();
  const watched = <T extends object>(object: T): T =>
    new Proxy(object, {
      get(target, name) {
        uses.add(String(name));
        return Reflect.get(target, name);
      },
    });
  let problem: string | null = null;
  const value = largestDifference(() => {
    try {
      claim.run(watched({ ...optim, rules: watched(optim.rules), wrappers: watched(optim.wrappers) }));
    } catch (error) {
      problem = (error as Error).message;
    }
  });
  return { uses, value, problem };
}
