/** @file The layers of a model in order, with the names of their variables in an exported file. */

import { showShape } from "../../array/shape.ts";
import type { PlacedLayer } from "../../model/support/placeLayers.ts";
import { tensorShapes } from "../../model/support/placeLayers.ts";
import { callsOf, type JavascriptLayer } from "./javascriptLayers.ts";

/** A layer with its calls as text. */
export interface WalkedLayer {
  readonly placed: PlacedLayer;
  readonly variables: JavascriptLayer<never>;
  /** The statements of the result; none if the numbers stay as they are. */
  readonly statements: readonly string[];
  readonly gradient: readonly string[];
  readonly sizes: object | null;
}

/** Returns a name in an exported file: the weight of layer `1.2` is `weight1_2`. */
export const nameIn = (path: string, what: string): string => `${what}${path.replaceAll(".", "_")}`;

/** Returns the layers with their calls, in training or in a forward pass. */
export function walk(layers: readonly PlacedLayer[], isTraining: boolean): WalkedLayer[] {
  let x = "x0";
  let hasWeights = false;
  return layers.map((placed, position) => {
    const calls = callsOf(placed);
    const changes = calls.result !== undefined || (isTraining && calls.training !== undefined);
    const y = changes ? `x${position + 1}` : x;
    const variables = {
      ...{ settings: placed.settings, input: placed.input, output: placed.output, x, y, dy: `d${y}` },
      dx: hasWeights ? `d${x}` : null,
      name: (what: string) => nameIn(placed.path, what),
    } as JavascriptLayer<never>;
    const plain = calls.result === undefined ? [] : [`const ${y} = ${calls.result(variables)};`];
    const statements = isTraining ? (calls.training?.(variables) ?? plain) : plain;
    hasWeights ||= tensorShapes([placed]).size > 0;
    x = y;
    const sizes = calls.sizes?.(variables) ?? null;
    return { placed, variables, statements, gradient: calls.gradient?.(variables) ?? [], sizes };
  });
}

/** Returns statements with comments behind them, below each other. */
export function commented(lines: readonly (readonly [statement: string, comment: string])[]): string[] {
  const width = Math.max(...lines.map(([{ length }]) => (length <= 84 ? length : 0)));
  return lines.map(([statement, comment]) =>
    comment === ""
      ? `  ${statement}`
      : `  ${statement.padEnd(statement === "" ? 0 : width)} // ${comment}`.replace(/^ {3}/, "  "),
  );
}

/** `[n, 8, 4, 4]`, with the batch. */
export const batchShape = (shape: readonly number[]): string =>
  showShape(shape)
    .replace("[", shape.length > 0 ? "[n," : "[n")
    .replaceAll(",", ", ");

/** The statements of the layers with what each line makes. */
export const resultLines = (walked: readonly WalkedLayer[]): string[] =>
  commented(
    walked.flatMap(({ placed, statements }): [string, string][] => {
      const { layer, output } = placed;
      if (statements.length === 0)
        return [
          ["", layer === "Dropout" ? "Dropout: in training only" : `${layer}: ${batchShape(output)}, the same numbers`],
        ];
      return statements.map((statement, i) => [
        statement,
        i === statements.length - 1 ? `${layer}: ${batchShape(output)}` : "",
      ]);
    }),
  );
