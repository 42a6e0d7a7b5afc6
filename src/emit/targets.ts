/** @file The languages that rules are written in. */
import { c } from "./c.ts";
import { jax } from "./jax.ts";
import { latex } from "./latex.ts";
import { numpy } from "./numpy.ts";
import { pytorch } from "./pytorch.ts";
import type { Recipe } from "./recipe.ts";
import { wgsl } from "./wgsl.ts";

export interface EmittedFile {
  /** The file's name without a folder: `adam.py`. */
  readonly name: string;
  readonly text: string;
}

/** A language, or a library of a language. */
export interface Target {
  /** The kind of file, for lists and help: "a torch.optim.Optimizer". */
  readonly what: string;
  /** How the tests run such files. */
  readonly checked: string;
  /** Returns the files. `flags` is the rest of the command line, which the header quotes. */
  write(recipe: Recipe, flags: string): readonly EmittedFile[];
}

export const targets = { pytorch, numpy, c, jax, wgsl, latex } as const satisfies Record<string, Target>;

export type TargetName = keyof typeof targets;

export const targetNames = Object.keys(targets) as readonly TargetName[];
