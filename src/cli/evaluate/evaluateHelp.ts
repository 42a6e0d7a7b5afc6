import { readingFlags } from "../experiment/flags/readingFlags.ts";
import type { Command } from "../flags/command.ts";

/** The flags and help of `downhill evaluate`. */
export const evaluateHelp: Command = {
  usage: "DATA --model MODEL [flags]",
  flags: {
    model: { type: "string", value: "MODEL", help: "a model file that train saved, or a checkpoint" },
    ...readingFlags,
    json: { type: "boolean", help: "the metrics as one JSON object" },
  },
  notes: [
    "DATA is a table with the columns of the training data and the target, a folder with one subfolder of images for each",
    "class, or a folder of IDX images with labels. Of a folder with train and test, test is taken.",
    "Exit code 1: the model does not beat a constant, the most frequent class or the mean of the target.",
  ],
  examples: [
    ["evaluate test.csv --model titanic.model.safetensors", "accuracy beside that of the most frequent class"],
  ],
};
