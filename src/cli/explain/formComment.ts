import { type RuleComment, readComment } from "./readComment.ts";

/** Reads the comment above a rule in its file, or above one of its variants. */
export function formComment(source: string, name: string, variant: string): RuleComment {
  const above =
    variant === "" ? new RegExp(`^export (const|function) ${name}\\b`) : new RegExp(`^ {4}"?${variant}"?: \\{`);
  const line = source.split("\n").findIndex((one) => above.test(one));
  return readComment(source, line < 0 ? undefined : line);
}
