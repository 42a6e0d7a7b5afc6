import type { MarkdownRenderer } from "vitepress";
import { equation } from "./equation.ts";

/** Teaches the Markdown renderer `$…$` in a line and `$$…$$` as a block, both as MathML. */
export function math(md: MarkdownRenderer): void {
  md.inline.ruler.before("escape", "math", (state, silent) => {
    const found = /^(\$\$?)(?=\S)([^$]+?)\1(?!\d)/.exec(state.src.slice(state.pos, state.posMax));
    if (found === null) return false;
    const [whole, mark, tex] = found;
    if (!silent) state.push("math", "math", 0).content = mark === "$" ? equation(tex, false) : block(tex);
    state.pos += whole.length;
    return true;
  });
  md.renderer.rules.math = (tokens, index) => tokens[index].content;
}

/** A block that scrolls by keys too, where the equation is wider than the page. */
const block = (tex: string): string =>
  `<span class="display-equation" tabindex="0" role="group" aria-label="Equation">${equation(tex, true)}</span>`;
