/** @file `predict(row)` of an exported file: from a row to a label with probabilities, or to numbers. */
import { sizeOf } from "../../array/shape.ts";
import type { Encoding } from "../../data/preprocessing/support/encoding.ts";
import type { Target } from "../../data/preprocessing/support/target.ts";
import { cellWords } from "../../data/tables/support/cellParser.ts";
import type { LoadedModel } from "../../model/index.ts";
import { commentText } from "./commentText.ts";

/** Returns the function, with the columns and the names of the classes. */
export function predictText({ record, preprocessing, layers }: LoadedModel): string {
  const { classNames, inputShape } = record;
  const isTable = preprocessing !== null;
  const inputs = isTable ? "inputsOf(row)" : `flatRow(row, ${sizeOf(inputShape)})`;
  const example = isTable
    ? `{ ${preprocessing.features
        .slice(0, 3)
        .map(({ name, kind }) => `${keyText(name)}: ${kind === "text" ? '"…"' : "…"}`)
        .join(", ")}${preprocessing.features.length > 3 ? ", …" : ""} }`
    : `a list of ${sizeOf(inputShape)} numbers, nested or not`;
  const result = classNames === null ? "{ values }" : "{ label, probabilities }";
  const lines = [
    ...commentText([`Returns the prediction for one row, ${example}: ${result}.`]),
    "export function predict(row) {",
    ...(classNames === null
      ? numberLines(inputs, preprocessing?.target)
      : classLines(inputs, classNames.length, layers.at(-1)?.layer === "Softmax")),
    "}",
  ];
  if (classNames !== null) lines.push("", `export const classNames = ${listText(classNames)};`);
  if (isTable) lines.push("", ...columnLines(preprocessing.features), "", ...encoderLines(preprocessing.target));
  return lines.join("\n");
}

const listText = (texts: readonly string[]): string => `[${texts.map((text) => JSON.stringify(text)).join(", ")}]`;

const keyText = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

const classLines = (inputs: string, classes: number, endsInSoftmax: boolean): string[] => [
  `  const outputs = forward(${inputs});`,
  endsInSoftmax ? "  const probabilities = outputs;" : `  const probabilities = softmax(outputs, ${classes}, 1);`,
  "  return { label: classNames[argmax(outputs)], probabilities: Array.from(probabilities) };",
];

function numberLines(inputs: string, target: Target | undefined): string[] {
  const outputs = `Array.from(forward(${inputs}))`;
  if (target?.task !== "regression") return [`  return { values: ${outputs} };`];
  const { mean, deviation } = target;
  return [
    "  // The model learned the target with mean 0 and standard deviation 1.",
    `  return { values: ${outputs}.map((y) => ${mean} + ${deviation} * y) };`,
  ];
}

/** The functions that make examples of `forward` and `trainStep` from rows. */
const encoderLines = (target: Target): string[] => [
  "/** Returns the inputs of a row, an example of `forward`. */",
  "export const inputsOf = (row) => encodeRow(row, columns);",
  ...(target.task === "regression"
    ? [
        "",
        "/** Returns the number that the model learns for a value of the target. */",
        `export const targetOf = (y) => (y - ${target.mean}) / ${target.deviation};`,
      ]
    : []),
];

/** The columns that become inputs. */
const columnLines = (features: readonly Encoding[]): string[] => [
  "const columns = [",
  ...features.map((feature) => `  ${columnText(feature)},`),
  "];",
];

const readers = {
  number: '(text) => numberIn(text, ".")',
  boolean: "booleanIn",
  date: '(text) => daysIn(text, "month first")',
  "date, month first": '(text) => daysIn(text, "month first")',
  "date, day first": '(text) => daysIn(text, "day first")',
};

function columnText(feature: Encoding): string {
  const name = JSON.stringify(feature.name);
  const indicator = `indicator: ${feature.indicator}`;
  if (feature.kind === "text") {
    const { levels, mode, other } = feature;
    return `{ name: ${name}, levels: ${listText(levels)}, mode: ${JSON.stringify(mode)}, other: ${other}, ${indicator} }`;
  }
  const { mean, deviation, kind } = feature;
  return `{ name: ${name}, holds: "${cellWords[kind]}", read: ${readers[kind]}, mean: ${mean}, deviation: ${deviation}, ${indicator} }`;
}
