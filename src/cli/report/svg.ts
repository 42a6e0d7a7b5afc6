/** @file The parts of every chart. */

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] as string);

/** A rule's name, which may break before a bracket or a capital letter. */
export const breakable = (name: string): string => escapeHtml(name).replace(/\(|[a-z](?=[A-Z])/g, "$&<wbr>");

/** A coordinate in tenths of a pixel. */
export const px = (x: number): string => `${Number(x.toFixed(1)) + 0}`;

export interface Box {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A picture with a title and a description for screen readers. */
export const picture = ({ width, height }: Box, title: string, description: string, inside: string): string =>
  `<svg viewBox="0 0 ${width} ${height}" role="img"><title>${escapeHtml(title)}</title><desc>${escapeHtml(description)}</desc>${inside}</svg>`;

export const label = (x: number, y: number, kind: string, text: string): string =>
  `<text x="${px(x)}" y="${px(y)}" class="${kind}">${escapeHtml(text)}</text>`;

/** The path through points. A point that is not finite leaves a gap; a repeated point adds nothing. */
export function linePath(points: readonly (readonly [x: number, y: number])[]): string {
  // Differences of whole tenths are shorter than coordinates, and their rounding errors do not add up.
  let at: readonly [x: number, y: number] | null = null;
  let path = "";
  for (const [x, y] of points) {
    const to = [Math.round(10 * x), Math.round(10 * y)] as const;
    const isThere = to.every(Number.isFinite);
    if (isThere && at === null) path += `M${pair(...to)}`;
    else if (isThere && at !== null && (to[0] !== at[0] || to[1] !== at[1]))
      path += `l${pair(to[0] - at[0], to[1] - at[1])}`;
    at = isThere ? to : null;
  }
  return path;
}

/** The outline of a band between two heights at each x. Where one is not finite, the band has a gap. */
export function bandPath(points: readonly (readonly [x: number, low: number, high: number])[]): string {
  let path = "";
  for (let start = 0; start < points.length; start++) {
    let end = start;
    while (end < points.length && points[end].every(Number.isFinite)) end++;
    const part = points.slice(start, end);
    const [upper, lower] = [part.map(([x, , high]) => [x, high] as const), part.map(([x, low]) => [x, low] as const)];
    if (part.length > 0) path += `${linePath([...upper, ...lower.reverse()])}z`;
    start = end;
  }
  return path;
}

/** Two numbers given in tenths, as short as a path allows: "1.2-.4". */
function pair(x: number, y: number): string {
  const [a, b] = [x, y].map((tenths) => `${tenths / 10}`.replace(/^(-?)0\./, "$1."));
  return b.startsWith("-") ? a + b : `${a},${b}`;
}

/** 0.001 → 10⁻³, where it is a power of ten; else short. */
export function tickText(value: number): string {
  if (value === 0) return "0";
  const exponent = Math.round(Math.log10(Math.abs(value)));
  const isPower = Math.abs(value / 10 ** exponent - 1) < 1e-9;
  if (isPower && exponent >= -2 && exponent <= 2) return `${Number(value.toPrecision(3))}`;
  if (isPower) return `10${[...`${exponent}`].map((sign) => superscripts[sign]).join("")}`;
  return `${Number(value.toPrecision(3))}`;
}

const superscripts: Readonly<Record<string, string>> = Object.fromEntries(
  [..."-0123456789"].map((sign, i) => [sign, [..."⁻⁰¹²³⁴⁵⁶⁷⁸⁹"][i]]),
);
