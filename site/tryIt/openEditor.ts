import { h, setText } from "../lab/dom/elements.ts";
import { codeEditor } from "./codeEditor.ts";
import { endText } from "./endText.ts";
import { outputPanel } from "./outputPanel.ts";
import type { ProgramText } from "./programText.ts";
import { runProgram } from "./runProgram.ts";

/**
 * Opens an editor of a program with its output beside it. `library` is the address of the bundles.
 * `close` is called when the reader closes it.
 */
export function openEditor(program: ProgramText, library: string, close: () => void): HTMLElement {
  const place = h("div");
  const status = h("p", { className: "status", attributes: { role: "status" } });
  const output = outputPanel(program);
  const editor = codeEditor(place, program.code, "Program in TypeScript", start);
  let halt: (() => void) | null = null;

  function start(): void {
    halt?.();
    output.clear();
    editor.mark(null);
    show("Running");
    stopButton.disabled = false;
    const edited = editor.text();
    halt = runProgram(edited, library, {
      print: output.print,
      end(error) {
        if (error !== null) output.print(`${error.message}\n`);
        if (error !== null && error.line !== null) editor.mark({ message: error.message, line: error.line });
        finish(endText({ ...program, edited, printed: output.text(), error }));
        output.plot();
      },
    });
  }

  function finish(text: string): void {
    halt?.();
    halt = null;
    stopButton.disabled = true;
    show(text);
  }

  const show = (text: string): void => setText(status, text);
  const stopButton = button("Stop", () => finish("Stopped."));
  stopButton.disabled = true;
  const buttons = [
    button("Run", start),
    stopButton,
    button("Reset", () => editor.setText(program.code)),
    button("Close", () => {
      finish("");
      editor.destroy();
      close();
    }),
  ];
  const keys = h("span", { className: "keys" }, "Ctrl-Enter runs. Tab leaves the editor.");
  // Later, when the panel is in the page: the editor could not have the focus before.
  queueMicrotask(editor.focus);
  const bar = h("div", { className: "buttons" }, ...buttons, keys);
  return h(
    "section",
    { className: "try-it", attributes: { "aria-label": "Editor" } },
    place,
    bar,
    status,
    output.element,
  );
}

function button(text: string, act: () => void): HTMLButtonElement {
  const made = h("button", { type: "button" }, text);
  made.addEventListener("click", act);
  return made;
}
