/** @file A run in the middle of its training, as an exported file continues it. */
import { counted } from "../../check/counted.ts";
import { type Recipe, recipeOf } from "../../emit/recipe.ts";
import type { Module } from "../../nn/index.ts";
import type { ParameterState } from "../../optim/group.ts";
import type { Optimizer } from "../../optim/optimizer.ts";

export interface JavascriptRun {
  readonly model: Module;
  readonly optimizer: Optimizer;
  /** The number of classes; null for a numeric target. */
  readonly classes: number | null;
  /** The weights of the classes in the loss; null for equal weights. */
  readonly classWeights: readonly number[] | null;
  /** The maximum of the global gradient norm; null for no clipping. */
  readonly clip: number | null;
}

/** Returns the recipe of the run's rule. Throws RangeError with the reason if no file can continue the run. */
export function recipeOfRun({ model, optimizer }: JavascriptRun): Recipe {
  const { rule, groups, stepCount } = optimizer;
  const wrong = (needed: string, found: string): never => {
    throw new RangeError(`toJavascript: ${needed}, got ${found}`);
  };
  if (groups.length !== 1) wrong("the optimizer must have 1 group of parameters", `${groups.length}`);
  const [{ hyper, parameterStates }] = groups;
  const parameters = model.parameters();
  if (parameters.some((one, k) => one !== parameterStates[k]?.param) || parameterStates.length > parameters.length)
    wrong(
      "the optimizer must have model.parameters()",
      parameterStates.length === parameters.length
        ? "them in another order"
        : `${parameterStates.length} of ${counted(parameters.length, "parameter")}`,
    );
  const recipe = recipeOf({ ...rule, hyper });
  if (recipe.average !== undefined)
    wrong(
      "the rule must train the weights that predict",
      `${rule.name}, whose buffer "${recipe.average.buffer}" predicts`,
    );
  const other = parameterStates.find(({ t }) => t !== stepCount);
  if (other !== undefined)
    wrong(`every parameter must have made the ${stepCount} steps`, `${other.t} of ${other.name}`);
  return recipe;
}

/** The parameters with their buffers, in the order of the model. */
export const statesOf = ({ groups }: Optimizer): readonly ParameterState[] => groups[0].parameterStates;
