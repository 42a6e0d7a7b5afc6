/** @file `downhill show`: the layers of a model file, its metrics, and how it was made. */

import { listNames } from "../../check/listNames.ts";
import { loadModelFile } from "../../model/files/loadModelFile.ts";
import type { LoadedModel } from "../../model/index.ts";
import { summary } from "../../nn/summary.ts";
import type { Values } from "../flags/flags.ts";
import { UsageError } from "../flags/usageError.ts";
import { short } from "../terminal/numbers.ts";
import { printable } from "../terminal/printable.ts";
import { textTable } from "../terminal/table.ts";
import type { Terminal } from "../terminal/terminal.ts";

export function show(words: readonly string[], values: Values, { stdout }: Terminal): number {
  const [file, ...rest] = words;
  if (file === undefined || rest.length > 0)
    throw new UsageError("show needs one model file, such as downhill show digits.model.safetensors");
  const loaded = loadModelFile(file);
  stdout.write(values.json === true ? `${JSON.stringify(loaded.record)}\n` : `${printable(modelText(loaded))}\n`);
  return 0;
}

function modelText({ model, record, layers }: LoadedModel): string {
  const { inputShape, classNames, metrics, command, versions } = record;
  const outputs = layers.at(-1)?.output ?? inputShape;
  const rows = [
    ["input", `[batch,${inputShape}]`],
    [
      "output",
      classNames === null
        ? `[batch,${outputs}], numbers`
        : `one of ${classNames.length} classes: ${listed(classNames)}`,
    ],
    ...Object.entries(metrics).map(([name, value]) => [
      name,
      typeof value === "number" && !Number.isInteger(value) ? short(value) : plain(value),
    ]),
    ["command", command ?? ""],
    [
      "made by",
      Object.entries(versions)
        .map((pair) => pair.join(" "))
        .join(", "),
    ],
  ].filter(([, value]) => value !== "");
  return `${summary(model)}\n\n${textTable(rows)}`;
}

const plain = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

const listed = (names: readonly string[]): string => listNames(names, 20);
