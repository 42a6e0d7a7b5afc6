/** @file `trainStep(examples, labels)` of an exported file: forward, backward, update. */
import { sizeOf } from "../../array/shape.ts";
import type { Recipe } from "../../emit/recipe.ts";
import type { LoadedModel } from "../../model/index.ts";
import { tensorShapes } from "../../model/support/placeLayers.ts";
import { gradientName } from "./javascriptLayers.ts";
import type { JavascriptRun } from "./javascriptRun.ts";
import { ruleText } from "./ruleText.ts";
import { scheduleText } from "./scheduleText.ts";
import { batchShape, commented, resultLines, type WalkedLayer } from "./walk.ts";

/** Returns the function with the rule and its schedule, and the names of the rule's buffers. */
export function trainText(loaded: LoadedModel, run: JavascriptRun, recipe: Recipe, walked: readonly WalkedLayer[]) {
  const rule = ruleText(recipe);
  const parts = [stepText(loaded, run, walked), rule.text];
  if (recipe.schedule !== undefined) parts.push(scheduleText(recipe.schedule));
  return { text: parts.join("\n\n"), nameOf: rule.nameOf };
}

function stepText({ record, layers }: LoadedModel, run: JavascriptRun, walked: readonly WalkedLayer[]): string {
  const { inputShape } = record;
  const { classes, classWeights, optimizer } = run;
  const truths = classes === null ? "targets" : "labels";
  const output = walked.at(-1)?.variables.y ?? "x0";
  const shape = batchShape(layers.at(-1)?.output ?? inputShape);
  const what = classes === null ? `targets ${shape}` : `labels, whole numbers in [0, ${classes})`;
  return [
    `/** Makes a step on n examples ${batchShape(inputShape)} and their ${what}. Returns the loss before it. */`,
    `export function trainStep(examples, ${truths}) {`,
    "  // Forward: each x stays, because a derivative below reads it.",
    `  const x0 = flat(examples, ${sizeOf(inputShape)});`,
    ...resultLines(walked),
    ...lossLines(run, output, sizeOf(layers.at(-1)?.output ?? inputShape)),
    ...commented(
      [...walked]
        .reverse()
        .flatMap(({ placed, gradient }) =>
          gradient.map((one, i): [string, string] => [one, i === 0 ? placed.layer : ""]),
        ),
    ),
    "",
    ...updateLines(run, walked),
    "}",
    "",
    "/** The steps made so far. */",
    `export let steps = ${optimizer.stepCount};`,
    ...(classWeights === null
      ? []
      : [
          "",
          "/** The weight of each class in the loss. */",
          `const classWeights = Float64Array.of(${classWeights.join(", ")});`,
        ]),
  ].join("\n");
}

function lossLines({ classes, classWeights }: JavascriptRun, output: string, size: number): string[] {
  const backward = [
    "",
    `  // Backward: the chain rule, from the loss to the first layer. d${output} is ∂loss/∂${output}.`,
  ];
  if (classes === null)
    return [
      `  const numbers = flat(targets, ${size});`,
      `  const loss = meanSquaredError(${output}, numbers);`,
      ...backward,
      `  const d${output} = meanSquaredErrorGradient(${output}, numbers);`,
    ];
  const [name, last] =
    classWeights === null ? ["crossEntropy", `${classes}`] : ["weightedCrossEntropy", "classWeights"];
  return [
    `  const { loss, exps, sums } = ${name}(${output}, labels, ${last});`,
    ...backward,
    `  const d${output} = ${name}Gradient(exps, sums, labels, ${last});`,
  ];
}

function updateLines({ clip, optimizer }: JavascriptRun, walked: readonly WalkedLayer[]): string[] {
  const { nonFinite } = optimizer;
  const weights = walked.flatMap(({ placed, variables }) =>
    [...tensorShapes([{ ...placed, path: "" }]).keys()]
      .filter((name) => name === "weight" || name === "bias")
      .map((name) => gradientName(variables.name(name))),
  );
  return [
    "  // Update: the rule changes each weight by its gradient.",
    `  const gradients = [${weights.join(", ")}];`,
    ...(nonFinite === "throw" ? ["  checkFinite(loss, gradients);"] : []),
    ...(nonFinite === "skip" ? ["  if (!gradients.every((g) => allFinite(g))) return loss;"] : []),
    ...(clip === null ? [] : [`  const clipped = clipNorm(gradients, ${clip});`]),
    "  steps++;",
    `  parameters.forEach(({ theta, state }, k) => update(theta, ${clip === null ? "gradients" : "clipped"}[k], state, steps));`,
    "  return loss;",
  ];
}
