/** @file The comment at the top of an exported file. */
import { counted } from "../../check/counted.ts";
import { sentence } from "../../check/excerpt.ts";
import type { LoadedModel, ModelRecord } from "../../model/index.ts";
import { commentText } from "./commentText.ts";
import type { JavascriptRun } from "./javascriptRun.ts";
import { batchShape } from "./walk.ts";

/** Returns what the file is, how to use it, and how to read it. */
export function headText({ model, record, layers }: LoadedModel, name: string, run: JavascriptRun | null): string {
  const parameters = model.parameters().reduce((sum, { size }) => sum + size, 0);
  const path = [batchShape(record.inputShape), ...layers.map(({ layer }) => layer)].join(" → ");
  const exported = exportsOf(record, run);
  const names = exported.map(([call]) => call.replace(/\(.*/, "")).join(", ");
  return commentText([
    `A neural network of ${counted(parameters, "parameter")} in plain JavaScript. It needs no other file.`,
    "",
    ...indented(path),
    "",
    `    import { ${names} } from "./${name}";`,
    "",
    ...exported.map(([call, result]) => `    ${call.padEnd(31)} ${result}`),
    "",
    "Read it from top to bottom: the layers in order, then the mathematics of each, then the numbers.",
    "Arrays are flat: [n, 8] are n rows of 8 numbers, one after another. Numbers have 32 bits, sums 64.",
    "",
    ...(record.command === null ? [] : [`Trained by: ${sentence(record.command, 400)}`]),
    "Written by downhill. License: MIT, Copyright (c) 2026 the downhill contributors.",
  ]).join("\n");
}

/** The functions that the file exports, with what each returns. */
function exportsOf({ classNames, preprocessing }: ModelRecord, run: JavascriptRun | null): [string, string][] {
  const calls: [string, string][] = [
    ["predict(row)", classNames === null ? "{ values }" : "{ label, probabilities }"],
    ["forward(examples)", "the outputs of the last layer"],
  ];
  if (preprocessing !== null) calls.push(["inputsOf(row)", "one of the examples"]);
  if (run === null) return calls;
  if (preprocessing?.target.task === "regression") calls.push(["targetOf(value)", "one of the targets"]);
  return [
    ...calls,
    [`trainStep(examples, ${run.classes === null ? "targets" : "labels"})`, "the loss before the step"],
  ];
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
