import { readingFlags } from "../experiment/flags/readingFlags.ts";
import type { Command } from "../flags/command.ts";

/** The flags and help of `downhill predict`. */
export const predictHelp: Command = {
  usage: "[FILE …] --model MODEL [flags]",
  flags: {
    model: { type: "string", value: "MODEL", help: "a model file that train saved, or a checkpoint" },
    probabilities: { type: "boolean", help: "the probability of each class, not only of the predicted one" },
    ...readingFlags,
    json: { type: "boolean", help: "one JSON object a line, with all probabilities, instead of CSV" },
  },
  printsData: true,
  notes: [
    "FILE has the columns of the training data, in any order: CSV or TSV, also gzipped; JSON (.jsonl, .ndjson, .json), one",
    "object a line or a list of them; or IDX images. Without FILE, or with -, rows come from stdin: CSV, or JSON if they",
    "begin with { or [. All may be gzipped.",
    "PNG and JPEG images, one or several, or a folder of them, are resized as those that the model was trained on.",
    "Numbers are in the target's own units.",
  ],
  examples: [
    ["predict new.csv --model titanic.model.safetensors", "one prediction a row, as CSV on stdout"],
    ["predict photos --model flowers.model.safetensors", "one line an image, with its file"],
    ["predict t10k-images-idx3-ubyte.gz --model digits.model.safetensors --json", "images, as JSON lines"],
  ],
};
