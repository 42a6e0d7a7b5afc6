/**
 * The element `<schedule-curve call="…" updates="…">`: the curve of a schedule with a field for another call. The
 * library's parser is loaded at the first change. Without a script the curve remains.
 */
export function defineScheduleCurve(): void {
  if (customElements.get("schedule-curve") !== undefined) return;
  customElements.define("schedule-curve", class extends ScheduleCurve {});
}

const style = `
:host { display: block; }
label { display: block; font-size: 0.8125rem; color: var(--vp-c-text-2); margin-top: 0.25rem; }
input { box-sizing: border-box; width: 100%; min-height: 2.25rem; padding: 0.25rem 0.5rem; border-radius: 6px; border: 1px solid var(--vp-c-text-3);
  font: 0.8125rem var(--vp-font-family-mono); background: var(--vp-c-bg); color: var(--vp-c-text-1); }
input:focus-visible { outline: 2px solid var(--vp-c-brand-1); outline-offset: 1px; }
p { margin: 0.25rem 0 0; min-height: 1.3em; font-size: 0.8125rem; color: var(--vp-c-text-2); overflow-wrap: anywhere; }`;

const Base = (globalThis.HTMLElement ?? Object) as typeof HTMLElement;

class ScheduleCurve extends Base {
  connectedCallback(): void {
    if (this.shadowRoot !== null) return;
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    const input = document.createElement("input");
    const status = document.createElement("p");
    const label = document.createElement("label");
    Object.assign(input, {
      type: "text",
      spellcheck: false,
      autocomplete: "off",
      value: this.getAttribute("call") ?? "",
    });
    status.setAttribute("role", "status");
    label.append("Change it", input);
    root.append(document.createElement("slot"), label, status);
    input.addEventListener("input", () => void this.redraw(input, status));
  }

  private async redraw(input: HTMLInputElement, status: HTMLElement): Promise<void> {
    const { redrawn } = await import("./redrawn.ts");
    const picture = this.querySelector("svg");
    const { marks, text } = redrawn(input.value, Number(this.getAttribute("updates")));
    input.setAttribute("aria-invalid", `${marks === null}`);
    status.textContent = text;
    if (marks === null || picture === null) return;
    picture.innerHTML = marks;
    picture.setAttribute("aria-label", text);
  }
}
