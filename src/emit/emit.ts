import { unknownName } from "../check/unknownName.ts";
import type { Rule } from "../optim/rule.ts";
import { recipeOf } from "./recipe.ts";
import { wordsOf } from "./support/header.ts";
import { className, snakeCase } from "./support/names.ts";
import { type EmittedFile, type Target, type TargetName, targetNames, targets } from "./targets.ts";

export interface EmitOptions {
  /** The language or library. */
  readonly to: TargetName;
}

/** A rule in another language. */
export interface Emitted {
  readonly files: readonly EmittedFile[];
  /** The name of the class, or in snake case of the functions: `Adam`. */
  readonly title: string;
  /** The hyperparameters of the rule with their names in the files: `weightDecay: "weight_decay"`. */
  readonly hyper: Readonly<Record<string, string>>;
  /** The buffers, under the names that `optimizer.stateDict()` gives them. PyTorch's state has the same. */
  readonly state: readonly string[];
  /** The buffer with averaged weights, for rules that keep one. */
  readonly average?: string;
}

/**
 * Writes a rule with its wrappers in another language. The defaults are the hyperparameters of `rule`.
 *
 * The text is derived from the statements of the rule's source. The same rule gives the same bytes.
 * Throws a RangeError with the reason if the rule is not made of elementwise loops, or is a custom one.
 *
 *     const { files } = emit(adam({ lr: 1e-2 }), { to: "pytorch" });     // files[0].name is "adam.py"
 */
export function emit(rule: Rule, { to }: EmitOptions): Emitted {
  if (!targetNames.includes(to)) throw new RangeError(unknownName("emit", "target", to, targetNames));
  const recipe = recipeOf(rule);
  const target: Target = targets[to];
  return {
    files: target.write(recipe, ""),
    title: className(...wordsOf(recipe)),
    hyper: Object.fromEntries(recipe.hyper.map(({ name }) => [name, snakeCase(name)])),
    state: recipe.state.map(({ name }) => name),
    ...(recipe.average && { average: recipe.average.buffer }),
  };
}
