import { lookOf } from "./palette.ts";

/** The line and marker of the look at this rank, for tables and legends. */
export function swatch(rank: number): string {
  const { colour, dash, marker } = lookOf(rank);
  const line = `<path d="M0,7H30" stroke="${colour}" stroke-dasharray="${dash}" class="own"/>`;
  const end = `<path d="${marker}" transform="translate(34,7)" fill="${colour}"/>`;
  return `<svg viewBox="0 0 42 14" width="42" height="14" aria-hidden="true">${line}${end}</svg>`;
}
