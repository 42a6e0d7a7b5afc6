/** @file The lab's stage, steps and inspector in a shadow tree, which keeps the styles of page and lab apart. */
import { useReference } from "../../../src/kernels/useReference.ts";
import type { Choice } from "../../lab/choice.ts";
import { h } from "../../lab/dom/elements.ts";
import { steppedStage } from "../../lab/dom/steppedStage.ts";
import style from "../../lab/lab.css?inline";
import { Lab } from "../../lab/lab.ts";
import { addNotes, addSources } from "../../lab/ruleSources.ts";

const ownStyle = `
:host { display: block; font: 0.9375rem/1.45 system-ui, sans-serif; color: var(--ink); font-variant-numeric: tabular-nums; container-type: inline-size; }
.stepper { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; }
.stepper > div { display: grid; gap: 0.75rem; align-content: start; min-width: 0; grid-template-columns: minmax(0, 1fr); }
@container (min-width: 44rem) { .stepper { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }
.open-lab { justify-self: start; color: var(--accent); }`;

/** Puts the lab's parts in place of the picture. Returns a function that stops them. */
export async function showRule(root: ShadowRoot, hash: string): Promise<() => void> {
  useReference();
  const lab = new Lab(hash, {
    nextFrame: (work) => requestAnimationFrame(work),
    later: (work, milliseconds) => setTimeout(work, milliseconds),
    // The address belongs to the page; the link below the stage has the state.
    writeAddress: (now) => link.setAttribute("href", `${import.meta.env.BASE_URL}lab.html${now}`),
  });
  const link = h("a", {
    className: "open-lab",
    target: "_self",
    href: `${import.meta.env.BASE_URL}lab.html${lab.hash}`,
  });
  link.textContent = "Open these paths in the lab";
  await Promise.all(lab.state.choices.map(addSource));
  const parts = steppedStage(lab);
  lab.add(parts);
  const { picture, steps, table, inside } = parts;
  const left = h("div", null, picture.element, steps.element, table.sentence, link);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(scoped(style) + ownStyle);
  root.adoptedStyleSheets = [sheet];
  root.replaceChildren(h("div", { className: "stepper" }, left, h("div", null, inside.element)));
  const recolour = (): void => {
    (root.host as HTMLElement).dataset.theme = document.documentElement.classList.contains("dark") ? "dark" : "light";
    picture.recolour();
  };
  const watcher = new MutationObserver(recolour);
  watcher.observe(document.documentElement, { attributes: true, attributeFilter: ["class"] });
  recolour();
  lab.render();
  picture.element.querySelector<HTMLElement>(".stage")?.focus({ preventScroll: true });
  return () => {
    watcher.disconnect();
    steps.stop();
  };
}

async function addSource({ rule, wrapper }: Choice): Promise<void> {
  const file = `src/optim/rules/${rule}.ts`;
  const [{ default: text }, notes] = await Promise.all([
    import(`../../../src/optim/rules/${rule}.ts?raw`),
    // The equations as MathML, which the build wrote.
    fetch(`${import.meta.env.BASE_URL}notes/${rule}.json`),
  ]);
  addSources({ [file]: text });
  if (notes.ok) addNotes({ [file]: await notes.json() });
  if (wrapper === undefined) return;
  const { default: outside } = await import(`../../../src/optim/wrappers/${wrapper}.ts?raw`);
  addSources({ [`src/optim/wrappers/${wrapper}.ts`]: outside });
}

/** Makes the rules of the whole page rules of the shadow tree. */
const scoped = (css: string): string =>
  css.replace(/:root((?:\[[^\]]*\]|:not\([^)]*\))*)/g, (_, state: string) =>
    state === "" ? ":host" : `:host(${state})`,
  );
