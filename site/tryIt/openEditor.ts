import { h, setText } from "../lab/dom/elements.ts";
import { type CodeEditor, codeEditor } from "./codeEditor.ts";
import { endText } from "./endText.ts";
import { outputPanel } from "./outputPanel.ts";
import type { ProgramText } from "./programText.ts";
import { runProgram } from "./runProgram.ts";
import type { ProgramProblem } from "./toModule.ts";

/**
 * Opens an editor of a program with its output beside it. `library` is the address of the bundles.
 * `close` is called when the reader closes it.
 */
export function openEditor(program: ProgramText, library: string, close: () => void): HTMLElement {
  const session = new Session(program, library);
  // Later, when the panel is in the page: the editor could not have the focus before.
  queueMicrotask(session.editor.focus);
  return session.panel(close);
}

/** A program while it is edited and run. */
class Session {
  readonly editor: CodeEditor;
  private readonly place = h("div");
  private readonly status = h("p", { className: "status", attributes: { role: "status" } });
  private readonly output;
  private readonly stopButton = button("Stop", () => this.finish("Stopped."));
  private halt: (() => void) | null = null;

  constructor(
    private readonly program: ProgramText,
    private readonly library: string,
  ) {
    this.output = outputPanel(program);
    this.editor = codeEditor(this.place, program.code, "Program in TypeScript", () => this.start());
    this.stopButton.disabled = true;
  }

  panel(close: () => void): HTMLElement {
    const { program, editor, place, status, output } = this;
    const closeAll = (): void => {
      this.finish("");
      editor.destroy();
      close();
    };
    const buttons = [
      button("Run", () => this.start()),
      this.stopButton,
      button("Reset", () => editor.setText(program.code)),
      button("Close", closeAll),
    ];
    const keys = h("span", { className: "keys" }, "Ctrl-Enter runs. Tab leaves the editor.");
    const bar = h("div", { className: "buttons" }, ...buttons, keys);
    const attributes = { "aria-label": "Editor" };
    return h("section", { className: "try-it", attributes }, place, bar, status, output.element);
  }

  private start(): void {
    this.halt?.();
    this.output.clear();
    this.editor.mark(null);
    setText(this.status, "Running");
    this.stopButton.disabled = false;
    const edited = this.editor.text();
    const { print } = this.output;
    this.halt = runProgram(edited, this.library, { print, end: (error) => this.end(edited, error) });
  }

  private end(edited: string, error: ProgramProblem | null): void {
    const { output, editor, program } = this;
    if (error !== null) output.print(`${error.message}\n`);
    if (error !== null && error.line !== null) editor.mark({ message: error.message, line: error.line });
    this.finish(endText({ ...program, edited, printed: output.text(), error }));
    output.plot();
  }

  private finish(text: string): void {
    this.halt?.();
    this.halt = null;
    this.stopButton.disabled = true;
    setText(this.status, text);
  }
}

function button(text: string, act: () => void): HTMLButtonElement {
  const made = h("button", { type: "button" }, text);
  made.addEventListener("click", act);
  return made;
}
