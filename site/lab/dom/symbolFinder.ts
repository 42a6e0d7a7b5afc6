import { h, setText } from "./elements.ts";

/** The lines that the finder searches. */
export interface SymbolLines {
  /** The names in a line, in the order of the code. */
  symbols(line: number): readonly string[];
  /** A symbol of a line in words. */
  text(line: number, name: string): string;
}

const invitation = "Point at a symbol, or press ← or → on a line, to see it in code and equations.";

/**
 * Marks the symbol under the pointer in every line, in code and equations, and says what it is. On a focused line, the
 * arrow keys move from symbol to symbol. Returns the sentence's element.
 */
export function symbolFinder(list: HTMLElement, lines: SymbolLines): HTMLElement {
  const note = h("p", { className: "hint symbol-note", attributes: { role: "status" } }, invitation);
  let lit: string | null = null;
  const rankOf = (target: Element): number => Array.from(list.children).findIndex((item) => item.contains(target));
  const light = (name: string | null, line: number): void => {
    if (name === lit && name === null) return;
    lit = name;
    for (const one of Array.from(list.querySelectorAll("[data-s]")))
      one.classList.toggle("lit", one.getAttribute("data-s") === name);
    setText(note, name === null ? invitation : lines.text(line, name));
  };
  list.addEventListener("pointerover", (event) => {
    const target = event.target as Element;
    light(target.closest("[data-s]")?.getAttribute("data-s") ?? null, rankOf(target));
  });
  // A finger leaves when it is lifted; the mark stays to be read.
  list.addEventListener("pointerleave", ({ pointerType }) => pointerType !== "touch" && light(null, 0));
  list.addEventListener("focusout", () => light(null, 0));
  list.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const line = rankOf(event.target as Element);
    if (by === undefined || line < 0) return;
    event.preventDefault();
    const names = lines.symbols(line);
    const at = lit === null ? (by === 1 ? -1 : 0) : names.indexOf(lit);
    light(names[(at + by + names.length) % names.length] ?? null, line);
  });
  return note;
}
