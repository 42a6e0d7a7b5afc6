/**
 * Breaks a line at spaces, so that no line is longer than `width` unless one word is. Further lines are indented by
 * `indent`.
 */
export function wrapLine(line: string, width = 80, indent = 0): string[] {
  const lead = /^ */.exec(line)?.[0] ?? "";
  const lines: string[] = [];
  let current = lead;
  for (const word of line.slice(lead.length).split(/(?<=\S)(?= )/)) {
    const added = current.trim() === "" ? current + word.trimStart() : current + word;
    if (added.length <= width || current.trim() === "") current = added;
    else {
      lines.push(current);
      current = " ".repeat(lead.length + indent) + word.trimStart();
    }
  }
  return [...lines, current];
}
