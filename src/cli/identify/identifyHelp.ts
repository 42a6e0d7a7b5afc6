import type { Command } from "../flags/command.ts";

const layouts: readonly string[] = [
  "FILE has the weights before the first step and after every step, and the gradient of every step:",
  '  .json  { "theta": [θ₀, …, θ_T], "gradients": [g₁, …, g_T] }, each a list, or an object of lists by tensor name',
  "  .csv   a column for every weight (theta, theta.w, theta[0], …) and for its gradient (g, g.w, g[0], …);",
  "         T + 1 rows; the gradient cells of the first row are empty, or those of the last",
  "  .npz   theta [T + 1, …] and gradients [T, …]; several tensors as theta.NAME and gradients.NAME",
];

/** The flags and help of `downhill identify`. */
export const identifyHelp: Command = {
  usage: "FILE [flags]",
  flags: { json: { type: "boolean", help: "the candidates, their numbers and the departure as JSON" } },
  notes: [
    ...layouts,
    "Exit codes: 0 the rule is identified, alone or up to others that fit as well; 1 none fits every step.",
  ],
  examples: [
    ["identify path.json", "the rule, its hyperparameters, and what else fits"],
    ["identify path.npz --json", "for a program"],
  ],
};
