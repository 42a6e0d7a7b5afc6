/** @file HTML inside Markdown. A blank line would end it, so no part has one. */
import { escapeHtml } from "../../src/cli/report/svg.ts";

/** Text with the `code` of Markdown as HTML. */
export const inlineHtml = (text: string): string => escapeHtml(text).replace(/`([^`]+)`/g, "<code>$1</code>");

/** A table that scrolls sideways where it is wider than the page. Cells are HTML. */
export const htmlTable = (head: readonly string[], rows: readonly (readonly string[])[], label: string): string =>
  [
    `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(label)}" v-pre><table>`,
    `<thead><tr>${head.map((cell) => `<th scope="col">${cell}</th>`).join("")}</tr></thead><tbody>`,
    ...rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`),
    "</tbody></table></div>",
  ].join("\n");
