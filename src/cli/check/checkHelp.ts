import { dataFlags } from "../experiment/flags/dataFlags.ts";
import { tableFlags } from "../experiment/flags/tableFlags.ts";
import type { Command } from "../flags/command.ts";

const { data, model, seed } = dataFlags;

/** The flags and help of `downhill check`. */
export const checkHelp: Command = {
  usage: "OP | RULE | SCHEDULE | model | FILE#EXPORT [INPUTS] [flags]",
  flags: {
    data,
    ...tableFlags,
    model,
    seed,
    examples: { type: "string", value: "N", help: "with a model: how many examples its loss is taken on; default 4" },
    elements: { type: "string", value: "N", help: "with a model: how many weights of each tensor; default 20" },
    like: {
      type: "string",
      value: "NAME",
      help: 'with FILE#EXPORT: adam, "lookahead(adam, k=6)", or a schedule such as "cosine(0.1, 100)"',
    },
    variant: { type: "string", value: "NAME", help: "with --like: the published form; default the paper's" },
    set: {
      type: "string",
      value: "NAME=NUMBER",
      multiple: true,
      help: "with --like: a hyperparameter that it has fixed",
    },
    json: { type: "boolean", help: "the measured numbers as JSON" },
  },
  examples: [
    ["check gelu", "an op's gradient in Float64, for distances from 1e-1 to 1e-12"],
    ["check model --data moons --model 2-8-2", "the gradient of a model's loss for every weight"],
    ["check adam", "a rule's path, invariances, kernel and trace, with the numbers measured"],
    ["check ./mine.ts#myAdam --like adam", "your optimizer, as a rule or wrapped by driver(…)"],
    ['check ./mine.ts#rate --like "cosine(0.1, 100)"', "your schedule, with the off-by-one that explains a difference"],
    ['check ./op.ts#myOp "randn(2, 3)"', "the gradient of your op at these inputs"],
  ],
};
