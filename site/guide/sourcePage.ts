import { basename, extname } from "node:path";
import { annotatedHtml } from "./source/annotatedHtml.ts";

/** The page that shows a file of the source, its comments beside its code. */
export function sourcePage(file: string, text: string): string {
  const code = file.endsWith(".ts")
    ? annotatedHtml(text)
    : `\`\`\`\`${extname(file).slice(1)}\n${text.trimEnd()}\n\`\`\`\``;
  return `---\nsearch: false\nprev: false\nnext: false\naside: false\npageClass: wide\n---\n\n# ${basename(file)}\n\n\`${file}\`\n\n${code}\n`;
}
