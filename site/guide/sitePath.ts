/** The page of the guide for a file of the project: the same path below docs/, a page of its source elsewhere. */
export function sitePath(file: string): string {
  if (file === "docs/README.md") return "index.md";
  if (file.startsWith("docs/")) return file.slice("docs/".length);
  if (file.endsWith(".md")) return `source/${file}`;
  // VitePress would take ".html" at the end of an address for its own.
  return `source/${file.replace(/\.html$/, "-html")}.md`;
}
