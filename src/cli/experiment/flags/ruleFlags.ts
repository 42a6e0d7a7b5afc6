import type { Flags } from "../../flags/flags.ts";

/** The flags about an update rule. */
export const ruleFlags: Flags = {
  lr: {
    type: "string",
    value: "NUMBER",
    help: "learning rate; the default suits the rule; for adam on images: cosine decay from 4e-3",
  },
  schedule: { type: "string", value: "CALL", help: 'learning rate over the steps: "warmup(100, cosine(1e-3, 2000))"' },
  set: { type: "string", value: "NAME=VALUE", multiple: true, help: "a hyperparameter or variant of the rule" },
};
