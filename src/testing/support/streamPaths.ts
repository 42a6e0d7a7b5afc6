import * as optim from "../../optim/index.ts";
import type { Rule } from "../../optim/rule.ts";
import { driveRule } from "../driveRule.ts";
import { type Stream, streamShape, streamStart } from "./gradientStreams.ts";

/** The path of a rule along a stream of gradients. [steps + 1][6] */
export const streamPath = (rule: Rule, { gradients }: Stream): number[][] =>
  driveRule(optim, rule, {
    start: streamStart,
    shape: streamShape,
    gradient: (_, t) => gradients[t - 1],
    steps: gradients.length,
  }).theta;
