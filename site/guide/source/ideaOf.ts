/** The first sentence of a comment: up to its full stop, its equation, or the end of its paragraph. */
export function ideaOf(lines: readonly string[]): string {
  const start = lines.findIndex((line) => line.trim() !== "");
  const end = lines.findIndex((line, i) => i > start && (line.trim() === "" || line.startsWith("    ")));
  const paragraph = lines
    .slice(start, end < 0 ? undefined : end)
    .join(" ")
    .trim();
  const [sentence] = paragraph.split(/(?<=\.) (?=[A-Z`])(?<!et al\. )/);
  return `${sentence.replace(/[.:]$/, "")}.`;
}
