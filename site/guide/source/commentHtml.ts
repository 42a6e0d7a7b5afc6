import { inlineHtml } from "../html.ts";

/** The lines of a comment as HTML: paragraphs, and indented lines as they stand. */
export function commentHtml(lines: readonly string[]): string {
  const parts: { isIndented: boolean; lines: string[] }[] = [];
  let isNew = true;
  for (const line of lines.map(withoutTag)) {
    const isIndented = line.startsWith("    ");
    if (line.trim() === "") isNew = true;
    else if (isNew || parts.at(-1)?.isIndented !== isIndented) {
      parts.push({ isIndented, lines: [line] });
      isNew = false;
    } else parts.at(-1)?.lines.push(line);
  }
  return parts.map((part) => (part.isIndented ? equationHtml(part.lines) : paragraphHtml(part.lines))).join("");
}

const withoutTag = (line: string): string => line.replace(/^@file /, "").replace(/^@(example|gradcheck) /, "    $1: ");

const equationHtml = (lines: readonly string[]): string =>
  `<pre class="equations">${lines.map((line) => inlineHtml(line.slice(4))).join("\n")}</pre>`;

const paragraphHtml = (lines: readonly string[]): string =>
  `<p>${inlineHtml(lines.join(" ")).replace(/https?:\/\/[^\s<]*[^\s<.,)]/g, '<a href="$&">$&</a>')}</p>`;
