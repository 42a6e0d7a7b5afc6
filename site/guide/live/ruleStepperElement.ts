/**
 * The element `<rule-stepper rule="…" hash="…">`: a picture of paths with a button. The button replaces it by the lab's
 * stage and inspector. Without a script the picture remains.
 */
export function defineRuleStepper(): void {
  if (customElements.get("rule-stepper") !== undefined) return;
  customElements.define("rule-stepper", class extends RuleStepper {});
}

const style = `
:host { display: block; }
button { font: inherit; font-weight: 600; padding: 0.5rem 1rem; min-height: 2.75rem; border-radius: 8px; cursor: pointer;
  border: 1px solid var(--vp-c-brand-1); background: var(--vp-c-bg); color: var(--vp-c-brand-1); }
button:hover { background: var(--vp-c-brand-soft); }
button:focus-visible { outline: 2px solid var(--vp-c-brand-1); outline-offset: 2px; }`;

const Base = (globalThis.HTMLElement ?? Object) as typeof HTMLElement;

class RuleStepper extends Base {
  private stop: (() => void) | null = null;

  connectedCallback(): void {
    if (this.shadowRoot !== null) return;
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Step through it";
    button.addEventListener("click", () => void this.start(button));
    root.append(document.createElement("slot"), button);
  }

  disconnectedCallback(): void {
    this.stop?.();
  }

  private async start(button: HTMLButtonElement): Promise<void> {
    button.disabled = true;
    try {
      const { showRule } = await import("./showRule.ts");
      const root = this.shadowRoot as ShadowRoot;
      this.stop = await showRule(root, this.getAttribute("hash") ?? "");
    } catch (error) {
      button.disabled = false;
      button.textContent = `It could not be loaded (${(error as Error).message}). Try again`;
    }
  }
}
