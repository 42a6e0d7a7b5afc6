import type { RuleCheck } from "./ruleCheck.ts";
import type { Settings, Subject } from "./subject.ts";
import type { Optim } from "./support/claim.ts";
import { repeat } from "./support/numbers.ts";
import { trajectory } from "./support/trajectory.ts";

/**
 * Describes the rule: the length of steps 1 and 100 on a constant gradient of 1, with ε = 0 where the rule has one.
 * Leaves out rules with a line search, since this slope has no minimum.
 */
export function stepLengths({ make }: Subject, optim: Optim): RuleCheck[] {
  if (make(optim).beforeStep !== undefined) return [];
  const lr = 1e-3;
  const eps: Settings = takes(() => make(optim, { eps: 0 })) ? { eps: 0 } : {};
  const run = { start: repeat(0, 4), shape: [2, 2], gradient: () => repeat(1, 4), steps: 100 };
  const path = trajectory(optim, make(optim, { lr, ...eps }), run);
  return [1, 100].map((t) => ({
    name: `length of step ${t} on a constant gradient of 1, in units of lr`,
    passed: null,
    measured: Math.abs(path[t - 1][0] - path[t][0]) / lr,
    bound: null,
    problem: null,
  }));
}

function takes(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}
