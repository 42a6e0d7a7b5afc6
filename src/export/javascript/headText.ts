/** @file The comment at the top of an exported file. */
import { counted } from "../../check/counted.ts";
import { sentence } from "../../check/excerpt.ts";
import type { LoadedModel } from "../../model/index.ts";
import { commentText } from "./commentText.ts";
import type { JavascriptRun } from "./javascriptRun.ts";
import { batchShape } from "./walk.ts";

/** Returns what the file is, how to use it, and how to read it. */
export function headText({ model, record, layers }: LoadedModel, name: string, run: JavascriptRun | null): string {
  const parameters = model.parameters().reduce((sum, { size }) => sum + size, 0);
  const path = [batchShape(record.inputShape), ...layers.map(({ layer }) => layer)].join(" → ");
  const truths = run?.classes === null ? "targets" : "labels";
  const isTable = record.preprocessing !== null;
  const names = ["predict", "forward", ...(isTable ? ["inputsOf"] : []), ...(run === null ? [] : ["trainStep"])].join(
    ", ",
  );
  const uses = [
    `    import { ${names} } from "./${name}";`,
    "",
    `    predict(row)                    ${record.classNames === null ? "{ values }" : "{ label, probabilities }"}`,
    "    forward(examples)               the outputs of the last layer",
    ...(isTable ? ["    inputsOf(row)                   an example of `forward`"] : []),
    ...(run === null ? [] : [`    trainStep(examples, ${truths})`.padEnd(36).concat("the loss before the step")]),
  ];
  return commentText([
    `A neural network of ${counted(parameters, "parameter")} in plain JavaScript. It needs no other file.`,
    "",
    ...indented(path),
    "",
    ...uses,
    "",
    "Read it from top to bottom: the layers in order, then the mathematics of each, then the numbers.",
    "Arrays are flat: [n, 8] are n rows of 8 numbers, one after another. Numbers have 32 bits, sums 64.",
    "",
    ...(record.command === null ? [] : [`Trained by: ${sentence(record.command, 400)}`]),
    "Written by downhill. License: MIT, Copyright (c) 2026 the downhill contributors.",
  ]).join("\n");
}

/** The path through the layers, in lines of at most 100 characters. */
function indented(path: string): string[] {
  const lines = [""];
  for (const word of path.split(" → ")) {
    const line = lines[lines.length - 1];
    const next = line === "" ? `    ${word}` : `${line} → ${word}`;
    if (next.length <= 100) lines[lines.length - 1] = next;
    else lines.push(`      → ${word}`);
  }
  return lines;
}
