import { escapeHtml } from "./svg.ts";

/** Terms with their descriptions, as a list in HTML. */
export const termList = (items: readonly (readonly [term: string, text: string])[]): string =>
  `<dl>${items.map(([term, text]) => `<div><dt>${escapeHtml(term)}</dt><dd>${escapeHtml(text)}</dd></div>`).join("")}</dl>`;
