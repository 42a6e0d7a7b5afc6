/**
 * Returns the comments of a rule's or wrapper's variants with the lines that begin them, "" without variants. Those of
 * exports are in declarations; variants have none.
 */
export function commentsOf(source: string): string {
  const found = source.match(/^ {4}\/\*\*(?:(?!\*\/)[\s\S])*\*\/$|^ {4}"?[\w-]+"?: \{/gm) ?? [];
  return found.some((one) => one.endsWith("{")) ? found.join("\n") : "";
}
