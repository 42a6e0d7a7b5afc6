import { experimentFlags } from "../experiment/flags/experimentFlags.ts";
import type { Command } from "../flags/command.ts";
import { progressFlag } from "../terminal/progressFlag.ts";

const { lr, schedule, ...shared } = experimentFlags;

/** The flags and help of `downhill lr-find`. */
export const lrFindHelp: Command = {
  usage: "[flags]",
  flags: {
    ...shared,
    from: { type: "string", value: "NUMBER", help: "the first rate; default 1e-6" },
    to: { type: "string", value: "NUMBER", help: "the last rate; default 10" },
    steps: { type: "string", value: "N", help: "default 100" },
    svg: { type: "string", value: "FILE", help: "also write the chart to FILE as a picture" },
    overwrite: { type: "boolean", help: "replace a file at --svg that lr-find did not write" },
    ...progressFlag,
    json: { type: "boolean", help: "the curve and the suggestions as one JSON object" },
  },
  examples: [
    ["lr-find", "Adam and the small CNN on drawn digits"],
    ["lr-find --data spiral --model 2-32-2 --optimizer sgd --to 100 --svg range.svg", "with a picture"],
  ],
};
