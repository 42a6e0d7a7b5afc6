/**
 * Returns the parts of a source file that the command reads: of an op the `@gradcheck` lines, of a rule or wrapper its
 * comments and the lines that begin exports and variants. A package ships these, not the sources.
 */
export function commentsOf(source: string): string {
  if (source.includes("@gradcheck ")) return source.match(/^.*@gradcheck .*$/gm)?.join("\n") ?? "";
  const kept = /^ *\/\*\*(?:(?!\*\/)[\s\S])*\*\/$|^export (?:const|function) \w+|^ {4}"?[\w-]+"?: \{/gm;
  return source.match(kept)?.join("\n") ?? "";
}
