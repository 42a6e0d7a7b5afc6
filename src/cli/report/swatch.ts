import { lookOf } from "./palette.ts";

/** The line and marker of the look at this rank, for tables and legends; `hasLine: false` for the marker alone. */
export function swatch(rank: number, hasLine = true): string {
  const { colour, dash, marker } = lookOf(rank);
  const line = `<path d="M0,7H30" stroke="${colour}" stroke-dasharray="${dash}" class="own"/>`;
  const end = `<path d="${marker}" transform="translate(${hasLine ? 34 : 7},7)" fill="${colour}"/>`;
  if (!hasLine) return `<svg viewBox="0 0 14 14" width="14" height="14" class="mark" aria-hidden="true">${end}</svg>`;
  return `<svg viewBox="0 0 42 14" width="42" height="14" aria-hidden="true">${line}${end}</svg>`;
}
