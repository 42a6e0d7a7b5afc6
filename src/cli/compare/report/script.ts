/**
 * @file The script of the page, which is complete without it: numbers under the pointer, buttons that hide paths, the
 * curves as CSV.
 */
import { box } from "./curvePanels.ts";

export const script = `
const { terms, entries, trajectories } = JSON.parse(document.getElementById("data").textContent);
const added = (parent, kind, text) => {
  const element = parent.appendChild(document.createElement(kind));
  element.textContent = text;
  return element;
};

for (const figure of document.querySelectorAll(".curve")) {
  const { chart, rank } = figure.dataset;
  const curves = entries[rank].runs.map((run) => run[chart]);
  if (!curves[0]) continue;
  const svg = figure.querySelector("svg");
  const reading = added(figure, "span", "");
  const last = Math.max(...curves.map((curve) => curve.length));
  svg.onpointermove = ({ clientX }) => {
    const { left, width } = svg.getBoundingClientRect();
    const x = ((clientX - left) / width) * ${box.width} - ${box.left};
    const at = Math.round(((x / ${box.width - box.left - box.right}) * terms.steps) / terms.every);
    const point = Math.min(Math.max(at, 1), last);
    const values = curves.map((curve) => curve[point - 1]?.toPrecision(4) ?? "diverged");
    reading.textContent = "step " + point * terms.every + ": " + values.join(", ");
  };
  svg.onpointerleave = () => (reading.textContent = "");
}

const toggles = document.getElementById("toggles");
for (const rule of new Set(trajectories.map(({ rule }) => rule))) {
  const button = added(toggles, "button", rule);
  button.type = "button";
  button.setAttribute("aria-pressed", true);
  button.onclick = () => {
    const isShown = button.getAttribute("aria-pressed") === "false";
    button.setAttribute("aria-pressed", isShown);
    for (const way of document.querySelectorAll(".way"))
      if (way.dataset.rule === rule) way.style.display = isShown ? "" : "none";
  };
}

const save = document.getElementById("save");
save.hidden = false;
save.onclick = () => {
  const quoted = (text) => '"' + text.replaceAll('"', '""') + '"';
  const lines = entries.flatMap(({ rule, runs }) => runs.flatMap((run) => run.loss.map((loss, i) =>
    [quoted(rule), run.lr, run.seed, (i + 1) * terms.every, loss, run.gradientNorm[i], run.updateRatio[i]].join(","))));
  const text = ["rule,lr,seed,step,loss,gradient_norm,update_ratio", ...lines].join("\\n");
  const link = document.createElement("a");
  link.href = "data:text/csv;charset=utf-8," + encodeURIComponent(text);
  link.download = "curves.csv";
  link.click();
};
`;
