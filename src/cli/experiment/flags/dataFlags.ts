import type { Flags } from "../../flags/flags.ts";
import { taskNames } from "../taskNames.ts";
import { imageFlags } from "./imageFlags.ts";
import { tableFlags } from "./tableFlags.ts";

/** The flags about data, model and batches. */
export const dataFlags: Flags = {
  data: {
    type: "string",
    value: "NAME",
    help: `${taskNames.join(", ")}; a table (CSV, TSV); a folder of tables, IDX files or images`,
  },
  ...tableFlags,
  ...imageFlags,
  model: { type: "string", value: "NAME", help: "cnn (default for images), mlp, or layer sizes such as 2-16-16-2" },
  batch: { type: "string", value: "N", help: "examples per step; default 64" },
  seed: { type: "string", value: "N", help: "the same seed gives the same numbers; default 7" },
  clip: { type: "string", value: "NORM", help: "clip the global gradient norm to this" },
  "class-weight": { type: "string", value: "KIND", help: "balanced: rare classes count as much as frequent ones" },
  "non-finite": { type: "string", value: "ACTION", help: "at a NaN in a gradient: throw (default) or skip that step" },
};
