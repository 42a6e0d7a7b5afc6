/** @file The button below every program of a page. All else is loaded when a reader presses it. */
import type { ProgramText } from "./programText.ts";

/** Adds the button to the programs of a page that lack one. `library` is the address of the bundles. */
export function offerEditors(page: ParentNode, library: string): void {
  for (const program of Array.from(page.querySelectorAll<HTMLElement>(".program:not(.offered)"))) {
    program.classList.add("offered");
    program.append(buttonFor(program, library));
  }
}

function buttonFor(program: HTMLElement, library: string): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "edit";
  button.textContent = "Edit and run";
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const { openEditor } = await import("./openEditor.ts");
      const panel = openEditor(textOf(program), library, () => {
        panel.remove();
        program.classList.remove("open");
        button.focus();
      });
      program.classList.add("open");
      program.append(panel);
    } catch {
      button.textContent = "The editor could not be loaded. Reload the page";
    }
    button.disabled = false;
  });
  return button;
}

function textOf(program: HTMLElement): ProgramText {
  const [code, output] = Array.from(program.querySelectorAll("pre code"), ({ textContent }) =>
    `${textContent}`.trimEnd(),
  );
  return { code, expected: `${output}\n`, isExercise: program.classList.contains("exercise") };
}
