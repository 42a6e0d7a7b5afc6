import type { Recipe } from "../recipe.ts";
import type { EmittedFile } from "../targets.ts";
import { wordsOf } from "./header.ts";
import type { Write } from "./infix.ts";
import { className, snakeCase } from "./names.ts";

/** All that the parts of one Python file need. */
export interface PythonContext {
  readonly recipe: Recipe;
  readonly title: string;
  name(name: string): string;
  readonly write: Write;
}

/** Names the file after its class: `adam_tensorflow.py`. */
export const pythonFile = (recipe: Recipe, text: string): readonly EmittedFile[] => [
  { name: `${snakeCase(className(...wordsOf(recipe)))}.py`, text },
];
