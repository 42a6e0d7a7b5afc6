import { printable } from "../terminal/printable.ts";
import { escapeHtml } from "./svg.ts";

/** Terms with their descriptions, as a list in HTML. */
export const termList = (items: readonly (readonly [term: string, text: string])[]): string =>
  `<dl>${items.map(([term, text]) => `<div><dt>${escapeHtml(term)}</dt>${descriptionOf(text)}</div>`).join("")}</dl>`;

/** The description of a term. Control characters are escaped. */
export const descriptionOf = (text: string): string => `<dd>${escapeHtml(printable(text))}</dd>`;
