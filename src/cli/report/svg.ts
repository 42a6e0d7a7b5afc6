/** @file The few pieces that every chart is made of. */

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] as string);

/** A coordinate: a tenth of a pixel is finer than anybody sees. */
export const px = (x: number): string => `${Number(x.toFixed(1)) + 0}`;

export interface Box {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A picture with words for who cannot see it. */
export const picture = ({ width, height }: Box, title: string, description: string, inside: string): string =>
  `<svg viewBox="0 0 ${width} ${height}" role="img"><title>${escapeHtml(title)}</title><desc>${escapeHtml(description)}</desc>${inside}</svg>`;

export const label = (x: number, y: number, kind: string, text: string): string =>
  `<text x="${px(x)}" y="${px(y)}" class="${kind}">${escapeHtml(text)}</text>`;

/** The path through points; one that is not finite leaves a gap. */
export function linePath(points: readonly (readonly [x: number, y: number])[]): string {
  let isDown = false;
  let path = "";
  for (const [x, y] of points) {
    const isThere = Number.isFinite(x) && Number.isFinite(y);
    if (isThere) path += `${isDown ? "L" : "M"}${px(x)},${px(y)}`;
    isDown = isThere;
  }
  return path;
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
