import type { Flags } from "../flags/flags.ts";

export const progressModes = ["auto", "bar", "plain", "json", "none"] as const;
export type ProgressMode = (typeof progressModes)[number];

export const progressFlag: Flags = {
  progress: {
    type: "string",
    value: "MODE",
    help: `${progressModes.join(", ")}; default: the variable DOWNHILL_PROGRESS, else auto`,
  },
};
