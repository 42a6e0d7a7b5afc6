import type { Command } from "../flags/command.ts";

/** The flags and help of `downhill show`. */
export const showHelp: Command = {
  usage: "FILE [flags]",
  flags: { json: { type: "boolean", help: "all but the weights as one JSON object" } },
  examples: [["show digits.model.safetensors", "its layers, classes, metrics and command"]],
};
