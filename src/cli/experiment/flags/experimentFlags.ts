import type { Flags } from "../../flags/flags.ts";
import { dataFlags } from "./dataFlags.ts";
import { ruleFlags } from "./ruleFlags.ts";

/** The flags of one training run. */
export const experimentFlags: Flags = {
  ...dataFlags,
  optimizer: {
    type: "string",
    value: "NAME",
    help: 'adam (default), radam or another of downhill list rules; wrapped: "sam(adam)", "lookahead(adam, k=6)"',
  },
  ...ruleFlags,
};
