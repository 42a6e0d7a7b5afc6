import type { Rule } from "../../optim/rule.ts";
import { driveRule, type Run } from "../driveRule.ts";
import type { Optim } from "./claim.ts";

/** The weights before the first and after every step. [steps + 1][weights] */
export const trajectory = (optim: Optim, rule: Rule, run: Run): number[][] => driveRule(optim, rule, run).theta;
