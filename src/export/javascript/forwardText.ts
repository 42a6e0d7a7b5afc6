/** @file `forward(examples)` of an exported file, with the sizes of its layers. */
import { sizeOf } from "../../array/shape.ts";
import type { LoadedModel } from "../../model/index.ts";
import { batchShape, resultLines, type WalkedLayer } from "./walk.ts";

/** Returns the function and the constants of its sizes. */
export function forwardText({ record, layers }: LoadedModel, walked: readonly WalkedLayer[]): string {
  const { inputShape } = record;
  const output = layers.at(-1)?.output ?? inputShape;
  const sizes = walked.flatMap(({ variables, sizes: own }) =>
    own === null ? [] : [`const ${variables.name("sizes")} = ${sizesText(own)};`],
  );
  return [
    `/** Returns the outputs ${batchShape(output)} of n examples ${batchShape(inputShape)}. */`,
    "export function forward(examples) {",
    `  const x0 = flat(examples, ${sizeOf(inputShape)});`,
    ...resultLines(walked),
    `  return ${walked.at(-1)?.variables.y ?? "x0"};`,
    "}",
    ...(sizes.length > 0 ? ["", ...sizes] : []),
  ].join("\n");
}

/** `{ channels: 8, stride: [1, 1] }` */
function sizesText(sizes: object): string {
  const entries = Object.entries(sizes).map(([name, value]) => `${name}: ${JSON.stringify(value).replace(",", ", ")}`);
  const line = `{ ${entries.join(", ")} }`;
  if (line.length <= 90) return line;
  const lines: string[] = [];
  for (const entry of entries) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + entry.length < 90) lines[lines.length - 1] = `${last} ${entry},`;
    else lines.push(`  ${entry},`);
  }
  return `{\n${lines.join("\n")}\n}`;
}
