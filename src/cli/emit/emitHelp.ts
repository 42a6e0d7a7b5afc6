import type { Command } from "../flags/command.ts";

/** The flags and help of `downhill emit`. */
export const emitHelp: Command = {
  usage: "RULE --to TARGET [flags]",
  flags: {
    to: { type: "string", value: "TARGET", help: "pytorch, numpy, c, jax, wgsl or latex" },
    variant: { type: "string", value: "NAME", help: "another published form, as in adam(variant=tensorflow)" },
    lr: { type: "string", value: "NUMBER", help: "the default learning rate of the file" },
    schedule: {
      type: "string",
      value: "CALL",
      help: 'a schedule of the learning rate, in the same file: "warmup(100, cosine(1e-3, 2000))"',
    },
    set: { type: "string", value: "NAME=VALUE", multiple: true, help: "another default of the file" },
    out: { type: "string", value: "FILE", help: "write the file here, not to stdout; -o for short" },
    overwrite: { type: "boolean", help: "replace a file at --out" },
    json: { type: "boolean", help: "the files, and the names of hyperparameters and state, as JSON" },
  },
  examples: [
    ["emit adam --to pytorch", "an optimizer class for PyTorch"],
    ["emit adam --variant tensorflow --to pytorch -o adam_tensorflow.py", "another published form, into a file"],
    ["emit lion --to c -o lion.c", "C99; the header lion.h is written beside it"],
    ['emit "lookahead(radam, k=6)" --lr 1e-2 --to pytorch', "a wrapper around a rule, with other defaults"],
  ],
};
