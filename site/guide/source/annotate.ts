/** Lines of a file beside the notes about them. */
export interface Row {
  /** The text of the comment above the lines, without its marks. */
  readonly comment: readonly string[];
  /** The number of a note of the caller, or null. */
  readonly notedLine: number | null;
  readonly lines: readonly { readonly number: number; readonly text: string }[];
}

/**
 * Splits a file into rows: a comment and the code below it. A line among `noted` begins a row too. A comment before
 * code in one line is above that code.
 */
export function annotate(source: string, noted: ReadonlySet<number> = new Set()): Row[] {
  const rows: { comment: string[]; notedLine: number | null; lines: { number: number; text: string }[] }[] = [];
  const begin = (comment: string[], notedLine: number | null): void => {
    const last = rows.at(-1);
    if (last !== undefined && last.lines.length === 0) {
      last.comment.push(...comment);
      last.notedLine ??= notedLine;
    } else rows.push({ comment, notedLine, lines: [] });
  };
  const lines = source.trimEnd().split("\n");
  begin([], null);
  for (let i = 0; i < lines.length; i++) {
    const end = commentEnd(lines, i);
    if (end > i) {
      begin(lines.slice(i, end).map(withoutMarks), null);
      i = end - 1;
      continue;
    }
    const [, indent, comment, code] = /^( *)\/\*\* (.*?) \*\/ (.+)$/.exec(lines[i]) ?? [];
    if (comment !== undefined) begin([comment], null);
    else if (noted.has(i + 1)) begin([], i + 1);
    rows.at(-1)?.lines.push({ number: i + 1, text: comment === undefined ? lines[i] : indent + code });
  }
  return rows.filter((row) => row.lines.length > 0 || row.comment.length > 0);
}

/** The line after the comment that begins at a line; the line itself where none does. */
function commentEnd(lines: readonly string[], start: number): number {
  let end = start;
  if (/^ *\/\*/.test(lines[start])) {
    while (!lines[end].includes("*/")) end++;
    return /\*\/\s*$/.test(lines[end]) ? end + 1 : start;
  }
  while (end < lines.length && /^ *\/\//.test(lines[end])) end++;
  return end;
}

const withoutMarks = (line: string): string =>
  line.replace(/^ *(?:\/\*\*?|\*\/|\*|\/\/) ?/, "").replace(/ *\*\/ *$/, "");
