import { escapeHtml } from "./svg.ts";

export interface ScrollTable {
  /** Names the region for screen readers. */
  name: string;
  caption?: string;
  columns: readonly string[];
  /** Cells as HTML; the first of a row is its head. */
  rows: readonly (readonly string[])[];
  /** Attributes of a cell, such as ` style="…"`; the head of a row is cell 0. */
  attributes?(row: number, cell: number): string;
}

/** A table that scrolls where it is wider than the page. */
export function scrollTable({ name, caption, columns, rows, attributes = () => "" }: ScrollTable): string {
  const head = columns.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join("");
  const body = rows.map((cells, row) => {
    const [first, ...rest] = cells;
    const others = rest.map((cell, i) => `<td${attributes(row, i + 1)}>${cell}</td>`).join("");
    return `<tr><th scope="row">${first}</th>${others}</tr>`;
  });
  const title = caption === undefined ? "" : `<caption>${escapeHtml(caption)}</caption>`;
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(name)}"><table>${title}<thead><tr>${head}</tr></thead><tbody>${body.join("\n")}</tbody></table></div>`;
}
