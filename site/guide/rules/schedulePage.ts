import type { Kind } from "../../../src/check/kinds.ts";
import * as schedules from "../../../src/schedules/index.ts";
import { htmlTable, inlineHtml } from "../html.ts";
import { annotatedHtml } from "../source/annotatedHtml.ts";
import { commentHtml } from "../source/commentHtml.ts";
import { ideaOf } from "../source/ideaOf.ts";
import { proseAbove } from "../source/proseAbove.ts";

type Factories = Readonly<Record<string, { readonly parameters: Readonly<Record<string, Kind>> }>>;

/** The page of a schedule, from its parameters and its file. */
export function schedulePage(name: string, file: string, source: string): string {
  const comment = proseAbove(source, name);
  const rows = Object.entries((schedules as unknown as Factories)[name].parameters).map(([key, kind]) => [
    `<code>${key}</code>`,
    "fallback" in kind && kind.fallback !== undefined ? `<code>${JSON.stringify(kind.fallback)}</code>` : "required",
    inlineHtml(kind.text),
  ]);
  const rest = comment.slice(comment.findIndex((line, i) => i > 0 && (line === "" || line.startsWith("    "))));
  return [
    "---\naside: false\npageClass: wide\n---",
    `# ${name}`,
    inlineHtml(ideaOf(comment)),
    "## Equations",
    `<div v-pre>${commentHtml(rest)}</div>`,
    "## Arguments",
    rows.length === 0 ? "It has none." : htmlTable(["name", "default", "range"], rows, "Arguments"),
    "## Source, line by line",
    `\`${file}\``,
    annotatedHtml(source),
    `[All schedules](../reference/schedules.md) are in one table. [Its API](../api/schedules.md#${name.toLowerCase()}) has its types.\n`,
  ].join("\n\n");
}
