import type { Command } from "../flags/command.ts";

/** The kinds of names. */
export const listed = ["rules", "wrappers", "schedules", "ops", "layers", "data"] as const;

/** The flags and help of `downhill list`. */
export const listHelp: Command = {
  usage: `${listed.join("|")} [flags]`,
  flags: { json: { type: "boolean", help: "the names as a JSON array" } },
  examples: [
    ["list rules", "every update rule, one a line"],
    ["list schedules --json", "for a program"],
  ],
};
