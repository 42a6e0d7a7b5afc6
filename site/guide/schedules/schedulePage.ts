import type { Kind } from "../../../src/check/kinds.ts";
import * as schedules from "../../../src/schedules/index.ts";
import { newBob, kinds as newBobKinds } from "../../../src/schedules/reducers/newBob.ts";
import { kinds as plateauKinds, reduceOnPlateau } from "../../../src/schedules/reducers/reduceOnPlateau.ts";
import { htmlTable, inlineHtml } from "../html.ts";
import { annotatedHtml } from "../source/annotatedHtml.ts";
import { commentHtml } from "../source/commentHtml.ts";
import { ideaOf } from "../source/ideaOf.ts";
import { openingOf } from "../source/openingOf.ts";
import { proseAbove } from "../source/proseAbove.ts";
import { reducerFigure } from "./reducerFigure.ts";
import { scheduleFigure } from "./scheduleFigure.ts";

type Kinds = Readonly<Record<string, Kind>>;
type Factories = Readonly<Record<string, { readonly parameters: Kinds }>>;

interface Shown {
  readonly figure: string;
  readonly parameters: Kinds;
  /** The paragraph above the table of parameters. */
  readonly given: string;
}

/** The schedules that react to a metric, with the numbers of their pages. */
const reducers: Readonly<Record<string, () => Shown>> = {
  newBob: () => ({
    figure: reducerFigure("newBob({ from: 0.1, startThreshold: 0.01 })", newBob({ from: 0.1, startThreshold: 0.01 })),
    parameters: newBobKinds,
    given: "By name, in one object.",
  }),
  reduceOnPlateau: () => ({
    figure: reducerFigure(
      "reduceOnPlateau({ from: 0.1, factor: 0.5, patience: 3 })",
      reduceOnPlateau({ from: 0.1, factor: 0.5, patience: 3 }),
    ),
    parameters: plateauKinds,
    given: "By name, in one object.",
  }),
};

/** The schedules that react to a metric. */
export const reducerNames: readonly string[] = Object.keys(reducers);

const ofSchedule = (name: string): Shown => ({
  figure: scheduleFigure(name),
  parameters: (schedules as unknown as Factories)[name].parameters,
  given: "In this order.",
});

/** The page of a schedule or reducer, from its own values, its parameters and its file. */
export function schedulePage(name: string, file: string, source: string): string {
  const comment = proseAbove(source, name);
  const { figure, parameters, given } = reducers[name]?.() ?? ofSchedule(name);
  const rows = Object.entries(parameters).map(([key, kind]) => [
    `<code>${key}</code>`,
    kind.fallback === undefined ? "required" : `<code>${fallbackText(kind.fallback)}</code>`,
    inlineHtml(kind.text),
  ]);
  const { said, sources } = parts(comment);
  return [
    "---\naside: false\npageClass: wide\n---",
    `# ${name}`,
    inlineHtml(ideaOf(comment)),
    figure,
    "## Equations and examples",
    `<div v-pre>${commentHtml(said)}</div>`,
    "## Arguments",
    rows.length === 0 ? "It has none." : `${given}\n\n${htmlTable(["name", "default", "range"], rows, "Arguments")}`,
    "## Source, line by line",
    `\`${file}:${lineOf(source, name)}\``,
    annotatedHtml(source),
    "## References",
    ...(sources.length === 0 ? [] : [`<div v-pre>${commentHtml(sources)}</div>`]),
    `[All schedules](../reference/schedules.md) are in one table. [Its API](../api/schedules/${name}.md) has its types.\n`,
  ].join("\n\n");
}

const fallbackText = (value: unknown): string => (typeof value === "number" ? `${value}` : JSON.stringify(value));

/** The comment after its first sentence: the paragraphs that cite a publication apart from the others. */
function parts(comment: readonly string[]): { said: string[]; sources: string[] } {
  const { rest, after } = openingOf(comment);
  const paragraphs = [rest, ...after]
    .join("\n")
    .split(/\n(?=\s*\n)/)
    .map((text) => text.split("\n"));
  const cites = (lines: string[]): boolean => lines.some((line) => line.includes("https://"));
  return {
    said: paragraphs.filter((lines) => !cites(lines)).flat(),
    sources: paragraphs.filter(cites).flat(),
  };
}

/** The line of the export, from 1. */
const lineOf = (source: string, name: string): number =>
  source.split("\n").findIndex((line) => new RegExp(`^export (const|function) ${name}\\b`).test(line)) + 1;
