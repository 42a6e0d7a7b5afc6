import type { MarkdownRenderer } from "vitepress";

/** Needs Node or files, which a page has not. */
const needsNode = /from "(downhill\/node|node:[^"]*)"/;

/**
 * Makes a Markdown renderer put every program and its output into an element `.program`. `offerEditors` finds it there,
 * and `.exercise` likewise. Without scripts a reader sees no difference.
 */
export function markPrograms(md: MarkdownRenderer): void {
  md.core.ruler.push("programs", (state) => {
    const html = (content: string) => {
      const token = new state.Token("html_block", "", 0);
      token.content = content;
      return token;
    };
    state.tokens = state.tokens.flatMap((token, i, tokens) => {
      if (isProgram(token) && isOutput(tokens[i + 1])) return [html(`<div class="program ${kindOf(token)}">\n`), token];
      if (isOutput(token) && i > 0 && isProgram(tokens[i - 1])) return [token, html("</div>\n")];
      return [token];
    });
  });
}

interface Token {
  readonly type: string;
  readonly info: string;
  readonly content: string;
}

const isProgram = ({ type, info, content }: Token): boolean =>
  type === "fence" && ["ts", "ts exercise"].includes(info.trim()) && !needsNode.test(content);

const isOutput = (token: Token | undefined): boolean => token?.type === "fence" && token.info.trim() === "text";

const kindOf = ({ info }: Token): string => info.replace("ts", "").trim();
