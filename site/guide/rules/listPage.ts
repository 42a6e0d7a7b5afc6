/** A page with a line for each page of a folder: its name and its first sentence. */
export const listPage = (title: string, intro: string, ideas: Readonly<Record<string, string>>): string =>
  [
    "---\naside: false\n---",
    `# ${title}`,
    intro,
    Object.entries(ideas)
      .map(([name, idea]) => `- [${name}](./${name}.md): ${idea}`)
      .join("\n"),
    "",
  ].join("\n\n");
