/** @file Exercises: rules with a known bug, in an order that begins with the simplest rule. */

import type { KnownBug } from "../../../src/testing/identify/knownBugs.ts";
import { formOf, shownBugs } from "../bugs.ts";
import { sourceOf } from "../ruleSources.ts";

const order: readonly string[] = [
  "momentum",
  "nesterov",
  "sgdw",
  "adagrad",
  "rmsprop",
  "adadelta",
  "adam",
  "adamax",
  "adamw",
  "nadam",
  "radam",
  "lion",
];

const placeOf = ({ rule }: KnownBug): number => (order.includes(rule) ? order.indexOf(rule) : order.length);

/** All exercises; the first ones need one buffer only. */
export const exercises: readonly KnownBug[] = [...shownBugs].sort((a, b) => placeOf(a) - placeOf(b));

/** The code of a broken rule. */
export interface BrokenCode {
  readonly lines: readonly string[];
  /** The number of the first line in the rule's file. */
  readonly first: number;
  /** The ranks of the lines that differ from the library's. */
  readonly wrong: readonly number[];
}

/** The buffers and the update of a broken rule, as its file would read. */
export function brokenCode(bug: KnownBug): BrokenCode {
  const { lines: right, first, indent } = codeOf(sourceOf(bug.file), formOf(bug).variant);
  const text = right.join("\n");
  // The same text may stand in `init` and in `update`; the bug says which one it changes.
  const from = bug.part === "init" ? 0 : Math.max(0, text.search(/\bupdate\(/));
  const at = text.indexOf(bug.find, from);
  const broken = text.slice(0, at) + bug.replace + text.slice(at + bug.find.length);
  const lines = broken.split("\n");
  return { lines: lines.map((line) => line.slice(indent)), first, wrong: differing(lines, right) };
}

/** The lines of a form from its `init` to the end of `update`; those of `update` if it has no own `init`. */
function codeOf(source: string, variant: string): { lines: string[]; first: number; indent: number } {
  const all = source.split("\n");
  const indent = variant === "" ? "  " : "      ";
  const top = variant === "" ? 0 : all.findIndex((line) => new RegExp(`^ {4}"?${variant}"?: \\{`).test(line));
  const update = all.findIndex((line, i) => i >= top && line.startsWith(`${indent}update(`));
  const init = all.findIndex((line, i) => i >= top && i < update && line.startsWith(`${indent}init`));
  const end = all.findIndex((line, i) => i > update && line.startsWith(`${indent}}`));
  const first = init < 0 ? update : init;
  return { lines: all.slice(first, end + 1), first: first + 1, indent: indent.length };
}

/** The ranks of lines between the common beginning and the common end. */
function differing(lines: readonly string[], right: readonly string[]): number[] {
  let start = 0;
  while (lines[start] === right[start]) start++;
  let end = 0;
  while (lines[lines.length - 1 - end] === right[right.length - 1 - end]) end++;
  return Array.from({ length: Math.max(1, lines.length - end - start) }, (_, i) => start + i);
}
