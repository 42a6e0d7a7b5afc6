import { dataFlags } from "../experiment/flags/dataFlags.ts";
import type { Command } from "../flags/command.ts";
import type { Flags } from "../flags/flags.ts";
import { progressFlag } from "../terminal/progressFlag.ts";

const flags: Flags = {
  ...dataFlags,
  seed: { type: "string", value: "N", help: "the first seed; default 7" },
  seeds: { type: "string", value: "N", help: "the number of seeds, with one run of every rule each; default 3" },
  steps: { type: "string", value: "N", help: "updates of every run; default 200" },
  tuning: {
    type: "string",
    value: "MODE",
    help: "learning rates: grid (the best of a grid by held-out loss; default), same-lr, defaults",
  },
  grid: { type: "string", value: "NUMBERS", help: "the rates of the grid; default 1e-4 to 10 by half decades" },
  lr: { type: "string", value: "NUMBER", help: "the rate of all rules with --tuning same-lr; default 0.01" },
  report: { type: "string", value: "FILE", help: "write a self-contained HTML page with curves, tables and raw data" },
  results: { type: "string", value: "FILE", help: "append every finished run to FILE; run again to resume from it" },
  shard: {
    type: "string",
    value: "K/N",
    help: "run the K-th of N shares of the jobs; auto or auto/N: of this task of a Slurm array or Kubernetes Job",
  },
  out: { type: "string", value: "FILE", help: "with --shard: append every finished run to FILE; run again to resume" },
  merge: { type: "boolean", help: "make the comparison from the files of all shards, which are the words" },
  overwrite: { type: "boolean", help: "replace a file at --report that does not belong to this comparison" },
  timing: { type: "boolean", help: "also show ms per step, which vary between runs" },
  threads: { type: "string", value: "N", help: "runs at the same time; default: one for every core" },
  ...progressFlag,
  json: { type: "boolean", help: "everything as one JSON object on stdout" },
};

/** The flags and help of `downhill compare`. */
export const compareHelp: Command = {
  usage: "[RULE …] [flags], or --merge FILE … [flags]",
  flags,
  notes: [
    "shards: every machine runs the same command with another --shard. With a grid the jobs of a rule stay together; with",
    "fixed rates each run can be elsewhere. --merge gives the bytes that one machine gives, except with --timing. auto reads",
    "SLURM_ARRAY_TASK_ID, _MIN, _MAX and _COUNT, or JOB_COMPLETION_INDEX, which needs auto/N.",
  ],
  examples: [
    ["compare", "every rule, tuned, on the spiral"],
    [
      "compare sgd momentum adam lion --data digits --steps 300 --report report.html",
      "four rules on images, as a page",
    ],
    ["compare --results runs.ndjson", "can be interrupted and resumed with the same command"],
    ["compare adam adamw --tuning same-lr --lr 0.01 --seeds 5", "the same learning rate for both"],
    ["compare --data digits --shard 3/16 --out part-3.ndjson", "the third of 16 shares, each on another machine"],
    ["compare --merge part-*.ndjson --report report.html", "the comparison that the 16 shares make"],
  ],
};
