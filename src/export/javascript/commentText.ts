/** Returns paragraphs as the lines of a comment. Long ones are broken, except where they are indented. */
export function commentText(paragraphs: readonly string[]): string[] {
  const lines = paragraphs.flatMap((text) => (text.startsWith(" ") ? [text] : broken(text)));
  while (lines.at(-1) === "") lines.pop();
  if (lines.length === 1 && lines[0].length < 110) return [`/** ${lines[0]} */`];
  return ["/**", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"];
}

/** Breaks a paragraph between words. A star and a slash would end the comment. */
function broken(text: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.replaceAll("*/", "* /").split(" ")) {
    if (line !== "" && line.length + 1 + word.length > 110) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
