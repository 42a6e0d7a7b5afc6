/** @file The worst examples of a test set as text: cells of a table, or images in half-blocks. */
import type { Examples } from "../../data/dataset.ts";
import type { Module } from "../../nn/index.ts";
import { isClassification } from "../../training/support/isClassification.ts";
import { type WorstExample, worstExamples } from "../../training/worstExamples.ts";
import { classNamesOf } from "../experiment/objective.ts";
import type { Task } from "../experiment/tasks.ts";
import { short } from "../terminal/numbers.ts";

const width = 80;

/** The `count` examples with the largest loss, the worst first. */
export function worstText(model: Module, task: Task, count: number): string {
  const { test } = task;
  const worst = worstExamples(model, test, { count });
  const captions = worst.map((example) => captionOf(example, task));
  const [, channels, height, pixels] = test.inputs.shape;
  if (test.inputs.shape.length !== 4 || channels !== 1 || pixels > width)
    return worst.map(({ index }, i) => `${captions[i]}: ${task.describe?.(index) ?? inputsOf(test, index)}`).join("\n");
  const images = worst.map(({ index }, i) => {
    const name = task.describe?.(index);
    return [...halfBlocks(imageAt(test, index), height, pixels), captions[i], ...(name === undefined ? [] : [name])];
  });
  const texts = images.flatMap((lines) => lines.slice(Math.ceil(height / 2)));
  return inRows(images, Math.max(pixels, ...texts.map(({ length }) => length)) + 2);
}

export function captionOf(example: WorstExample, task: Task): string {
  const [predicted, actual] = namesOf(example, task);
  const isImage = isClassification(task.test) && task.test.inputs.shape.length === 4;
  return `${isImage ? "read as" : "predicted"} ${predicted}, is ${actual}`;
}

/** Returns the class or number predicted, and the right one; numbers in their own units. */
export function namesOf({ predicted, actual }: WorstExample, task: Task): [predicted: string, actual: string] {
  const { test, preprocessing } = task;
  const names = classNamesOf(task);
  if (isClassification(test)) return [names[predicted], names[actual]];
  const [guess, right] = preprocessing?.invert([predicted, actual]) ?? [predicted, actual];
  return [short(guess), short(right)];
}

function imageAt({ inputs: { data, shape } }: Examples, index: number): ArrayLike<number> {
  const size = shape[1] * shape[2] * shape[3];
  return data.subarray(index * size, (index + 1) * size);
}

export function inputsOf({ inputs: { data, shape } }: Examples, index: number): string {
  const size = data.length / shape[0];
  return Array.from(data.subarray(index * size, index * size + Math.min(size, 8)), short).join(" ");
}

/** Two rows of pixels a line: `▀` if the upper one is bright, `▄` the lower one, `█` both. */
function halfBlocks(pixels: ArrayLike<number>, height: number, columns: number): string[] {
  const values = Array.from(pixels);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const isBright = (row: number, column: number): boolean =>
    row < height && pixels[row * columns + column] > (low + high) / 2;
  return Array.from({ length: Math.ceil(height / 2) }, (_, line) =>
    Array.from({ length: columns }, (_, column) => {
      const [upper, lower] = [isBright(2 * line, column), isBright(2 * line + 1, column)];
      return upper ? (lower ? "█" : "▀") : lower ? "▄" : " ";
    }).join(""),
  );
}

/** Sets blocks of lines side by side, up to the width. */
function inRows(blocks: readonly (readonly string[])[], cell: number): string {
  const perRow = Math.max(1, Math.floor(width / cell));
  const rows = Array.from({ length: Math.ceil(blocks.length / perRow) }, (_, row) =>
    blocks.slice(row * perRow, (row + 1) * perRow),
  );
  return rows
    .map((row) =>
      row[0]
        .map((_, line) =>
          row
            .map((block) => block[line].padEnd(cell))
            .join("")
            .trimEnd(),
        )
        .join("\n"),
    )
    .join("\n\n");
}
