/** @file Starts the lab in a page. */
import { useReference } from "../../src/kernels/useReference.ts";
import { h } from "./dom/elements.ts";
import { functionPanel } from "./dom/functionPanel.ts";
import { header } from "./dom/header.ts";
import { inspector } from "./dom/inspector.ts";
import { lossChart } from "./dom/lossChart.ts";
import { rateChart } from "./dom/rateChart.ts";
import { results } from "./dom/results.ts";
import { rulePanel } from "./dom/rulePanel.ts";
import { saving } from "./dom/saving.ts";
import { stage } from "./dom/stage.ts";
import { transport } from "./dom/transport.ts";
import { Lab } from "./lab.ts";
import { addSources } from "./ruleSources.ts";

// The plain loops give the same bits in every engine, and need no WebAssembly, which the page's policy forbids.
useReference();

addSources(JSON.parse(document.querySelector("#rule-sources")?.textContent ?? "{}"));

const lab = new Lab(location.hash, {
  nextFrame: (work) => requestAnimationFrame(work),
  later: (work, milliseconds) => setTimeout(work, milliseconds),
  writeAddress(hash, isNew) {
    if (hash === location.hash) return;
    if (isNew) history.pushState(null, "", hash);
    else history.replaceState(null, "", hash);
  },
});

const steps = transport(lab);
const picture = stage(lab, { playOrPause: () => steps.playOrPause(), isPlaying: () => steps.isPlaying });
const top = header(lab, () => picture.recolour());
const [functions, rules, loss] = [functionPanel(lab), rulePanel(lab), lossChart(lab, () => steps.isPlaying)];
const rates = rateChart(lab);
const table = results(() => steps.isPlaying);
const inside = inspector(lab, () => steps.isPlaying);
lab.add(inside, top, functions, rules, picture, steps, table, loss, rates);

document.body.prepend(
  top.element,
  h(
    "main",
    { className: "surface" },
    h("div", { className: "middle" }, picture.element, steps.element, table.sentence, saving(lab)),
    h("div", { className: "controls" }, functions.element, rules.element),
    h("div", { className: "side" }, table.element, inside.element),
    h("div", { className: "charts" }, loss.element, rates.element),
  ),
);
lab.render();
for (const event of ["popstate", "hashchange"])
  window.addEventListener(event, () => location.hash !== lab.hash && lab.read(location.hash));
