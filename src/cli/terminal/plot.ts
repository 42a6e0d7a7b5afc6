/** @file A curve in the terminal: eight dots in every character where there is Unicode, else one star. */
import { short, terse } from "./numbers.ts";

export interface PlotOptions {
  /** Characters, with the labels. */
  width: number;
  height: number;
  unicode: boolean;
  /** Letters under the curve, each at its x. */
  marks: readonly { letter: string; x: number }[];
}

/** y over the logarithm of x, with the largest and smallest values at the axes. */
export function plot(xs: readonly number[], ys: readonly number[], options: PlotOptions): string {
  const { width, height, unicode, marks } = options;
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  const [top, bottom] = [short(high), short(low)];
  const margin = Math.max(top.length, bottom.length) + 1;
  const columns = Math.max(10, width - margin - 1);
  const [fineX, fineY] = unicode ? [2, 4] : [1, 1];
  const place = (x: number): number => Math.log(x / xs[0]) / (Math.log(xs[xs.length - 1] / xs[0]) || 1);
  const dots = Array.from({ length: height * fineY }, () => new Uint8Array(columns * fineX));
  const points = xs.map((x, i): [number, number] => [
    Math.round(place(x) * (columns * fineX - 1)),
    Math.round((1 - (ys[i] - low) / (high - low || 1)) * (height * fineY - 1)),
  ]);
  for (const [i, to] of points.entries()) connect(dots, points[Math.max(0, i - 1)], to);
  const lines = Array.from({ length: height }, (_, row) => {
    const name = row === 0 ? top : row === height - 1 ? bottom : "";
    const cells = Array.from({ length: columns }, (_, column) =>
      unicode ? braille(dots, row, column) : dots[row][column] ? "*" : " ",
    );
    return `${name.padStart(margin - 1)} ${unicode ? "│" : "|"}${cells.join("")}`.trimEnd();
  });
  const under = new Array<string>(columns).fill(unicode ? "─" : "-");
  for (const { letter, x } of marks) {
    const at = Math.round(place(x) * (columns - 1));
    if (at >= 0 && at < columns) under[at] = letter;
  }
  const ends = `${terse(xs[0])}${terse(Number(xs[xs.length - 1].toPrecision(2))).padStart(columns - terse(xs[0]).length)}`;
  return [
    ...lines,
    `${" ".repeat(margin)}${unicode ? "└" : "+"}${under.join("")}`,
    `${" ".repeat(margin + 1)}${ends}`,
  ].join("\n");
}

/** Sets the dots of a straight line. */
function connect(dots: readonly Uint8Array[], [x0, y0]: [number, number], [x1, y1]: [number, number]): void {
  const steps = Math.max(1, Math.abs(x1 - x0), Math.abs(y1 - y0));
  for (let i = 0; i <= steps; i++)
    dots[Math.round(y0 + ((y1 - y0) * i) / steps)][Math.round(x0 + ((x1 - x0) * i) / steps)] = 1;
}

/** U+2800 and one bit for each of the eight dots, in the order of the Unicode standard. */
function braille(dots: readonly Uint8Array[], row: number, column: number): string {
  const bits = [
    [0x01, 0x08],
    [0x02, 0x10],
    [0x04, 0x20],
    [0x40, 0x80],
  ];
  let code = 0x2800;
  for (const [dy, pair] of bits.entries())
    for (const [dx, bit] of pair.entries()) if (dots[4 * row + dy][2 * column + dx]) code += bit;
  return code === 0x2800 ? " " : String.fromCodePoint(code);
}
