/** @file `npm run pictures`: draws docs/terminal.svg and docs/report.svg from the output of the command line. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { downhill } from "../src/cli/downhill.ts";
import { chartStyle } from "../src/cli/report/style.ts";
import { escapeHtml } from "../src/cli/report/svg.ts";
import { useReference } from "../src/index.ts";
import { writeOrCheck } from "./support/writeOrCheck.ts";

// The plain loops give the same bits on every Node; newer engines fuse multiply-add.
useReference();

const columns = 88;

/** Returns the output of a command line, in a terminal without a clock. */
async function print(line: string): Promise<string> {
  let text = "";
  const exitCode = await downhill(line.split(" "), {
    stdout: { write: (part) => (text += part) },
    stderr: { write: () => undefined, columns },
    environment: {},
    readStdin: async () => null,
    now: () => 0,
    onInterrupt: () => () => undefined,
  });
  if (exitCode !== 0) throw new Error(`downhill ${line} exits with ${exitCode}`);
  return text.trimEnd();
}

const terminalStyle =
  "rect{fill:#f6f8fa}text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:#1f2328;white-space:pre}.command{font-weight:700}" +
  "@media(prefers-color-scheme:dark){rect{fill:#161b22}text{fill:#e6edf3}}";
const letter = { width: 7.8, height: 17 };

/** Stretches every line to its number of columns, so that columns align in any font. */
async function terminalPicture(): Promise<string> {
  const range = "lr-find --data moons --model 2-32-2 --optimizer sgd --to 1000";
  const explanation = shortened((await print("explain adam --grad 0.1")).split("\n"));
  const chart = (await print(range)).split("\n");
  const printed = ["$ downhill explain adam --grad 0.1", ...explanation, "", `$ downhill ${range}`, ...chart];
  const lines = printed.flatMap(folded);
  const [width, height] = [Math.ceil(columns * letter.width) + 24, lines.length * letter.height + 24];
  const texts = lines.map((line, i) => {
    const start = line.length - line.trimStart().length;
    const shown = line.trim();
    if (shown === "") return "";
    const place = `x="${(12 + start * letter.width).toFixed(1)}" y="${25 + i * letter.height}"`;
    const length = `textLength="${(columnsOf(shown) * letter.width).toFixed(1)}" lengthAdjust="spacingAndGlyphs"`;
    return `<text ${place} ${length}${line.startsWith("$") ? ' class="command"' : ""}>${escapeHtml(shown)}</text>`;
  });
  return picture(width, height, "downhill explain and lr-find in a terminal", terminalStyle, [
    `<rect width="${width}" height="${height}" rx="8"/>`,
    ...texts,
  ]);
}

/** Counts columns; a letter and its hat take one. */
const columnsOf = (text: string): number => [...text.replace(/\p{M}/gu, "")].length;

/** Breaks a line at spaces into lines that fit. */
function folded(line: string): string[] {
  if (columnsOf(line) <= columns) return [line];
  const at = line.lastIndexOf(" ", columns);
  const indent = " ".repeat(line.length - line.trimStart().length + 2);
  return [line.slice(0, at), ...folded(indent + line.slice(at + 1))];
}

/** Keeps the heading and everything from the first weight on. */
function shortened(lines: readonly string[]): string[] {
  const element = lines.findIndex((line) => line.startsWith("  element 0"));
  return [...lines.slice(0, lines.indexOf("")), "", "  …", ...lines.slice(element)];
}

/** The chart of the losses and the first four test functions of a report. */
async function reportPicture(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "downhill-pictures-"));
  try {
    const file = join(folder, "report.html");
    await print(
      `compare sgd momentum adam lion --data spiral --model 2-32-2 --grid 0.003,0.03,0.3 --threads 1 --report ${file}`,
    );
    return fromReport(readFileSync(file, "utf8"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function fromReport(page: string): string {
  const section = (title: string): string => page.split("<h2>").find((part) => part.startsWith(title)) as string;
  const [losses, paths] = [section("Training loss"), section("Paths on")];
  const shared = /<defs>.*?<\/defs>/.exec(losses)?.[0] ?? "";
  const placed = (html: string, top: number): string[] =>
    [...html.matchAll(/<svg viewBox="0 0 (\d+) (\d+)" role="img">.*?<\/svg>/gs)]
      .slice(0, 4)
      .map(([svg, width, height], i) =>
        svg.replace("<svg", `<svg x="${i * 250}" y="${top}" width="${width}" height="${height}"`),
      );
  const named = (html: string, pattern: RegExp, left: number, y: number): string[] =>
    [...html.matchAll(pattern)]
      .slice(0, 4)
      .map(([, name], i) => `<text x="${i * 250 + left}" y="${y}" class="name">${name}</text>`);
  return picture(
    990,
    456,
    "Loss curves and paths on test functions, from a report",
    `${chartStyle}svg{background:var(--paper)}`,
    [
      shared,
      ...named(losses, /<figcaption>(.*?)<\/figcaption>/g, 40, 15),
      ...placed(losses, 24),
      ...named(paths, /<figcaption><b>(.*?)<\/b>/g, 0, 199),
      ...placed(paths, 208),
    ],
  );
}

const picture = (width: number, height: number, title: string, style: string, parts: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img"><title>${title}</title>\n<style>${style}</style>\n${parts.filter(Boolean).join("\n")}\n</svg>\n`;

writeOrCheck({ "docs/terminal.svg": await terminalPicture(), "docs/report.svg": await reportPicture() });
