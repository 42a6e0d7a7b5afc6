import { basename, extname } from "node:path";

/** The page that shows a file of the source. */
export const sourcePage = (file: string, text: string): string =>
  `---\nsearch: false\n---\n\n# ${basename(file)}\n\n\`${file}\`\n\n\`\`\`\`${extname(file).slice(1)}\n${text.trimEnd()}\n\`\`\`\`\n`;
