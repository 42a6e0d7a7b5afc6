import { annotate } from "./annotate.ts";
import { commentHtml } from "./commentHtml.ts";
import { highlight } from "./highlight.ts";

/** A file with its comments on the left and its code on the right, in aligned rows. `notes` belong to lines. */
export function annotatedHtml(source: string, notes: ReadonlyMap<number, string> = new Map()): string {
  const rows = annotate(source, new Set(notes.keys())).map(({ comment, notedLine, lines }) => {
    const note = `${commentHtml(comment)}${notedLine === null ? "" : notes.get(notedLine)}`;
    const code = lines.map(
      ({ number, text }) => `<span class="line" id="L${number}" data-line="${number}">${highlight(text)}</span>`,
    );
    return `<div class="row${notedLine === null ? "" : " noted"}"><div class="note">${note}</div><pre class="code"><code>${code.join("\n")}</code></pre></div>`;
  });
  return `<div class="annotated" v-pre>\n${rows.join("\n")}\n</div>`;
}
