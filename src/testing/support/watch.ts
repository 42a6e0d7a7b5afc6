import { withSlack } from "./assert.ts";
import { worstDifference } from "./assertClose.ts";
import type { Claim, Optim } from "./claim.ts";
import { NotTested } from "./notTested.ts";

/** The result of a claim, and the names it took from src/optim. */
export interface Outcome {
  uses: ReadonlySet<string>;
  /** The |actual − expected| nearest to its bound where numbers were compared, else null. */
  measured: number | null;
  bound: number | null;
  /** The message of the failure, or null. */
  problem: string | null;
  /** False if the claim sets what the subject does not take. */
  isTested: boolean;
}

/** Runs a claim, and records the names it used and the difference that came nearest to its bound. */
export function watch(claim: Claim, optim: Optim, slack = 0): Outcome {
  const uses = new Set<string>();
  const watched = <T extends object>(object: T): T =>
    new Proxy(object, {
      get(target, name) {
        uses.add(String(name));
        return Reflect.get(target, name);
      },
    });
  let error: unknown = null;
  const worst = worstDifference(() => {
    try {
      const all = watched({ ...optim, rules: watched(optim.rules), wrappers: watched(optim.wrappers) });
      withSlack(slack, () => claim.run(all));
    } catch (thrown) {
      error = thrown;
    }
  });
  const isTested = !(error instanceof NotTested);
  const problem = error === null || !isTested ? null : (error as Error).message;
  return { uses, measured: worst?.measured ?? null, bound: worst?.bound ?? null, problem, isTested };
}
