import { type GradcheckOptions, gradcheck } from "../autograd/gradcheck.ts";
import { Tensor, tensor } from "../autograd/index.ts";
import { checkArgument } from "../check/checkArgument.ts";
import { describeValue } from "../check/describeValue.ts";
import { nonNegative } from "../check/kinds.ts";
import { Module } from "../nn/index.ts";
import type { Rule } from "../optim/rule.ts";
import type { Argument } from "../schedules/schedule.ts";
import { type CheckRuleOptions, checkRule } from "./checkRule.ts";
import { checkSchedule } from "./checkSchedule.ts";
import { gradcheckModule } from "./gradcheckModule.ts";
import type { RuleSubject } from "./support/candidate.ts";
import { tensorDifference } from "./support/tensorDifference.ts";

/** The result of a matcher, as vitest and Jest expect it. */
export interface MatcherResult {
  pass: boolean;
  message: () => string;
}

/** Values that `tensor` takes. */
type Values = Parameters<typeof tensor>[0];

/** The matchers as methods of `expect(…)`, for the types of vitest and Jest. */
export interface DownhillMatchers<R = unknown> {
  /** The function's gradient at these inputs, or a model's gradient of this loss, agrees with central differences. */
  toHaveCorrectGradient(inputs: readonly Tensor[] | (() => Tensor), options?: GradcheckOptions): R;
  /** The optimizer is the published rule, or the rule given: `checkRule` passes. */
  toFollow(like: string | Rule, options?: Omit<CheckRuleOptions, "like">): R;
  /** The function of t is the schedule: `checkSchedule` passes. */
  toMatchSchedule(like: string, args?: readonly Argument[]): R;
  /** The tensor has this shape and, within `tolerance` · (1 + |expected|), these values. Default 1e-6. */
  toEqualTensor(expected: Tensor | Values, options?: { tolerance?: number }): R;
}

const result = ({ passed, message }: { passed: boolean; message: string }): MatcherResult => ({
  pass: passed,
  message: () => (passed ? `must fail, but ${message}` : message),
});

/**
 * Matchers for vitest and Jest: `expect.extend(matchers)`. A failure reads like the report of the check.
 *
 *     expect(softplus).toHaveCorrectGradient([x])
 *     expect(model).toHaveCorrectGradient(() => mse(model.forward(x), y))
 *     expect(driver({ start, step, theta })).toFollow("adam", { hyper: { lr: 0.01 } })
 *     expect(rate).toMatchSchedule("cosine", [0.1, 100])
 *     expect(y).toEqualTensor([[1, 2], [3, 4]], { tolerance: 1e-5 })
 */
export const matchers = {
  toHaveCorrectGradient(
    received: unknown,
    inputs: readonly Tensor[] | (() => Tensor),
    options?: GradcheckOptions,
  ): MatcherResult {
    if (!(received instanceof Module)) return result(gradcheck(received as () => Tensor, inputs as Tensor[], options));
    if (typeof inputs !== "function")
      throw new TypeError(`toHaveCorrectGradient: a model needs a function of its loss, got ${describeValue(inputs)}`);
    return result(gradcheckModule(received, inputs, options?.elements));
  },

  toFollow(received: unknown, like: string | Rule, options?: Omit<CheckRuleOptions, "like">): MatcherResult {
    return result(checkRule(received as RuleSubject, { ...options, like }));
  },

  toMatchSchedule(received: unknown, like: string, args?: readonly Argument[]): MatcherResult {
    return result(checkSchedule(received as (t: number) => number, { like, ...(args !== undefined && { args }) }));
  },

  toEqualTensor(received: unknown, expected: Tensor | Values, options: { tolerance?: number } = {}): MatcherResult {
    if (!(received instanceof Tensor))
      throw new TypeError(`toEqualTensor: the value must be a tensor, got ${describeValue(received)}`);
    const tolerance = checkArgument("toEqualTensor", "tolerance", options.tolerance, nonNegative.or(1e-6));
    const wanted = expected instanceof Tensor ? expected : tensor(expected, { dtype: "float64" });
    const difference = tensorDifference(received, wanted, tolerance);
    const message = difference ?? `the tensor [${received.shape}] equals the expected one within ${tolerance}`;
    return result({ passed: difference === null, message });
  },
};
