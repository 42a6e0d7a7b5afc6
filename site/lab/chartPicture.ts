/** @file Charts as a separate SVG file. */
import { type Box, escapeHtml, px } from "../../src/cli/report/svg.ts";
import { type ChartContent, looksOfLines } from "./chartContent.ts";
import { chartModel } from "./chartModel.ts";
import { dashText, type Look } from "./look.ts";

const [width, height] = [480, 240];
const box: Box = { width, height, left: 50, right: 20, top: 34, bottom: 28 };
const ink = "#1b2026";
const soft = "#545d68";

export interface PicturedChart {
  readonly caption: string;
  readonly content: ChartContent;
}

/** Charts of the same rules in two columns, below the names of the rules. The description is for screen readers. */
export function chartsPicture(charts: readonly PicturedChart[], names: readonly string[], description: string): string {
  const rows = Math.ceil(charts.length / 2);
  const [wide, high] = [2 * width, rows * height + 40];
  const looks = charts[0]?.content.looks ?? [];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${high}" width="${wide}" height="${high}" role="img" font-family="system-ui, sans-serif" font-size="11">`,
    `<title>Curves of ${escapeHtml(names.join(", "))}</title><desc>${escapeHtml(description)}</desc>`,
    `<rect width="${wide}" height="${high}" fill="#fff"/>`,
    ...names.map((name, i) => legendEntry(name, looks[i], 16 + ((wide - 32) * i) / names.length)),
    ...charts.map(
      (one, i) =>
        `<g transform="translate(${(i % 2) * width},${40 + Math.floor(i / 2) * height})">${chartText(one)}</g>`,
    ),
    "</svg>\n",
  ].join("");
}

const colourOf = ({ colour }: Look): string => (colour.startsWith("var(") ? ink : colour);

function legendEntry(name: string, look: Look, x: number): string {
  const stroke = colourOf(look);
  return [
    `<path d="M${px(x)},20h26" stroke="${stroke}" stroke-width="2.2" stroke-dasharray="${dashText(look.dash)}"/>`,
    `<path d="${look.marker}" fill="${stroke}" transform="translate(${px(x + 13)},20)"/>`,
    `<text x="${px(x + 32)}" y="24" fill="${ink}" font-weight="600">${escapeHtml(name)}</text>`,
  ].join("");
}

function chartText({ caption, content }: PicturedChart): string {
  const { series, looks, guide, end } = content;
  const model = chartModel(series, end, box, content);
  const across = (y: number, style: string): string =>
    `<path d="M${box.left},${px(y)}H${width - box.right}" ${style}/>`;
  const own = looksOfLines(series, looks);
  return [
    `<text x="${box.left}" y="16" fill="${ink}" font-size="12">${escapeHtml(caption)}</text>`,
    ...model.yTicks.map(
      ({ at, text }) =>
        `${across(at, 'stroke="#d5dae0"')}<text x="${box.left - 6}" y="${px(at + 4)}" text-anchor="end" fill="${soft}">${text}</text>`,
    ),
    ...model.xTicks.map(
      ({ at, text }) => `<text x="${px(at)}" y="${height - 10}" text-anchor="middle" fill="${soft}">${text}</text>`,
    ),
    ...(guide === undefined ? [] : [across(model.y(guide), `stroke="${soft}" stroke-dasharray="8 4"`)]),
    ...model.lines.map((d, i) => lineText(d, own[i], series[i].isFaint === true)),
  ].join("");
}

const lineText = (d: string, look: Look, isFaint: boolean): string =>
  `<path d="${d}" fill="none" stroke="${colourOf(look)}" stroke-width="${isFaint ? 1 : 2}" stroke-linejoin="round" ${
    isFaint ? 'opacity=".35"' : `stroke-dasharray="${dashText(look.dash)}"`
  }/>`;
