import { ruleFlags } from "../experiment/flags/ruleFlags.ts";
import type { Command } from "../flags/command.ts";

/** The flags and help of `downhill explain`. */
export const explainHelp: Command = {
  usage: "RULE | FILE#EXPORT [flags]",
  flags: {
    grad: { type: "string", value: "NUMBERS", help: "the gradient at every step; default 0.1,-0.4" },
    steps: { type: "string", value: "N", help: "the number of steps with --grad; default 1" },
    grads: { type: "string", value: "LISTS", help: 'one gradient a step, such as "0.1;-0.2;0.1"' },
    theta: { type: "string", value: "NUMBERS", help: "the weights at the start; default 1 each" },
    shape: {
      type: "string",
      value: "SIZES",
      help: "the tensor's shape; default a vector, or two rows for matrix rules",
    },
    variant: { type: "string", value: "NAME", help: "another published form, as in adam(variant=keras)" },
    ...ruleFlags,
    test: { type: "boolean", help: "print the steps as a vitest case instead" },
    json: { type: "boolean", help: "every statement carried out, as JSON" },
  },
  examples: [
    ["explain adam", "the first step: every line, every number"],
    ['explain momentum --grads "0.1;0.1;-0.2"', "a reversal, which the velocity outlasts"],
    ["explain radam --grad 0.1,-0.4 --steps 6", "until the rectification begins, at t = 5"],
    ["explain adabound --set finalLr=1e-3 --set gamma=10", "steps that a bound limits"],
    ["explain ./mine.ts#myRule --steps 2", "your own rule, its buffers and why its steps have their size"],
    ['explain "lookahead(adam, k=2)" --steps 2', "a wrapper, with its buffers"],
    ["explain lion --steps 3 --test > lion.test.ts", "a test for your own copy"],
  ],
};
