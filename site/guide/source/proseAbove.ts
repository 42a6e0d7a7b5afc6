/** The lines of the comment above an export, without its marks. */
export function proseAbove(source: string, name: string): string[] {
  const at = source.search(
    new RegExp(`^(?:/\\* @__NO_SIDE_EFFECTS__ \\*/ )?export (?:const|function) ${name}\\b`, "m"),
  );
  const before = source.slice(0, at);
  const start = before.lastIndexOf("/**");
  if (at < 0 || start < 0) throw new Error(`site: ${name} must have a comment above it`);
  return before
    .slice(start + 3, before.lastIndexOf("*/"))
    .split("\n")
    .map((line) => line.replace(/^ \* ?/, "").trimEnd());
}
