import { javascript } from "@codemirror/lang-javascript";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { minimalSetup } from "codemirror";

/** An editor of one program. */
export interface CodeEditor {
  text(): string;
  setText(text: string): void;
  focus(): void;
  /** Marks a line, counted from 1, with an error, and scrolls to it; null removes the mark. */
  mark(error: { readonly message: string; readonly line: number } | null): void;
  destroy(): void;
}

// Colours are variables, which follow the page from light to dark.
const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: "var(--program-keyword)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--program-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--program-number)" },
  { tag: [tags.typeName, tags.className], color: "var(--program-type)" },
  { tag: tags.comment, color: "var(--program-comment)" },
]);

/** Opens an editor in an element. Tab leaves it, as every control; `run` is called at Ctrl-Enter or Cmd-Enter. */
export function codeEditor(parent: HTMLElement, text: string, label: string, run: () => void): CodeEditor {
  const runKey = {
    key: "Mod-Enter",
    run() {
      run();
      return true;
    },
  };
  const view = new EditorView({
    doc: text,
    parent,
    extensions: [
      keymap.of([runKey]),
      lineNumbers(),
      lintGutter(),
      minimalSetup,
      javascript({ typescript: true }),
      syntaxHighlighting(colours),
      // The index says that a wide text can be scrolled by keys.
      EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
    ],
  });
  return {
    text: () => view.state.doc.toString(),
    setText: (next) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } }),
    focus: () => view.focus(),
    mark(error) {
      if (error === null) return view.dispatch(setDiagnostics(view.state, []));
      const { from, to } = view.state.doc.line(Math.min(error.line, view.state.doc.lines));
      view.dispatch(setDiagnostics(view.state, [{ from, to, severity: "error", message: error.message }]));
      view.dispatch({ effects: EditorView.scrollIntoView(from) });
    },
    destroy: () => view.destroy(),
  };
}
