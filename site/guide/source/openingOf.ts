/** The first sentence of a comment, the rest of its paragraph, and the lines after that. */
export function openingOf(lines: readonly string[]): { sentence: string; rest: string; after: readonly string[] } {
  const start = lines.findIndex((line) => line.trim() !== "");
  const end = lines.findIndex((line, i) => i > start && (line.trim() === "" || line.startsWith("    ")));
  const until = end < 0 ? lines.length : end;
  const paragraph = lines.slice(start, until).join(" ").trim();
  const [sentence, ...others] = paragraph.split(/(?<=\.) (?=[A-Z`])(?<!et al\. )/);
  return { sentence, rest: others.join(" "), after: lines.slice(until) };
}
