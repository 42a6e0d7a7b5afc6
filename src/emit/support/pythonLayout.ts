/** @file Breaks long lines of Python as the formatter Black does, at 88 columns. */

const width = 88;
const pairs: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** Returns the lines of a statement, indented. */
export function layout(text: string, indent = 0, room = width): string[] {
  const margin = " ".repeat(indent);
  if (margin.length + text.length <= room) return [margin + text];
  const [, head, value] = /^((?:\w+(?:\.\w+|\[[^\]]*\])* [-+*/]?= )|return )(.*)$/.exec(text) ?? [undefined, "", text];
  const open = openingOfLast(value);
  const inBrackets = head === "" && room < width;
  const operators = inBrackets ? operatorAt(value) : null;
  if (operators !== null) return splitAt(value, operators).flatMap((part) => layout(part, indent, room));
  // One operator outside of brackets leaves the last bracket as the place to break; more get new ones around them.
  if (head !== "" && (open < 0 || splitAt(value, operatorAt(value) ?? []).length > 2))
    return [`${margin}${head}(`, ...broken(value, indent + 4), `${margin})`];
  if (open < 0) return [margin + text];
  const end = value.length - (value.endsWith(":") ? 2 : 1);
  const inside = value.slice(open + 1, end);
  return [`${margin}${head}${value.slice(0, open + 1)}`, ...broken(inside, indent + 4), `${margin}${value.slice(end)}`];
}

/** Hides the brackets and commas of strings. */
const masked = (text: string): string => text.replace(/"[^"]*"/g, (found) => "s".repeat(found.length));

/** Returns the position of the bracket that the last one closes; -1 if the text does not end with one. */
function openingOfLast(given: string): number {
  const text = masked(given);
  const end = text.length - (text.endsWith(":") ? 2 : 1);
  if (!(text[end] in pairs)) return -1;
  let depth = 0;
  for (let i = end; i >= 0; i--) {
    if (text[i] in pairs) depth++;
    else if (Object.values(pairs).includes(text[i]) && --depth === 0) return i;
  }
  return -1;
}

/** The content of brackets: on one line if it fits, else one argument or operand a line. */
function broken(text: string, indent: number): string[] {
  const margin = " ".repeat(indent);
  const fits = margin.length + text.length <= width;
  const parts = splitAt(text, [", "]);
  if (parts.length > 1 && !fits) return parts.flatMap((part) => withComma(layout(part, indent, width - 1)));
  if (fits) return [margin + text];
  const operators = operatorAt(text);
  if (operators === null) return layout(text, indent);
  return splitAt(text, operators).flatMap((part) => layout(part, indent));
}

const withComma = (lines: readonly string[]): string[] =>
  lines.map((line, i) => (i === lines.length - 1 ? `${line},` : line));

const priorities: readonly (readonly string[])[] = [
  [" if ", " else "],
  [" or "],
  [" and "],
  [" == ", " != ", " <= ", " >= ", " < ", " > "],
  [" + ", " - "],
  [" * ", " / ", " % "],
];

/** Returns the loosest operators outside of brackets; null if there are none. */
const operatorAt = (text: string): readonly string[] | null =>
  priorities.find((operators) => splitAt(text, operators).length > 1) ?? null;

/** Splits at separators outside of brackets. Operators start the next part, commas are dropped. */
function splitAt(whole: string, separators: readonly string[]): string[] {
  const text = masked(whole);
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (Object.values(pairs).includes(text[i])) depth++;
    else if (text[i] in pairs) depth--;
    const found = depth === 0 ? separators.find((one) => text.startsWith(one, i)) : undefined;
    if (found === undefined || i === 0) continue;
    parts.push(whole.slice(start, i));
    start = found === ", " ? i + 2 : i + 1;
  }
  return [...parts, whole.slice(start)];
}
