import { surfaces } from "../../../src/data/surfaces/surfaces.ts";
import { capital } from "../capital.ts";
import { customName } from "../formula/customSurface.ts";
import type { Lab, View } from "../lab.ts";
import { framePoint, frameStart } from "../startInput.ts";
import { firstState, ranges } from "../state.ts";
import { h, newId, setText } from "./elements.ts";
import { formulaField } from "./formulaField.ts";
import { type NumberField, numberField } from "./numberField.ts";
import { selectField } from "./selectField.ts";

const turnText = "Rules that add up gradients turn with the function. Rules that divide or take signs per axis do not.";

/** The test function, how it is turned, and where and how all rules start. */
export function functionPanel(lab: Lab): View & { element: HTMLElement } {
  const id = newId("function");
  const names = [...surfaces.map(({ name }) => name), customName];
  const formula = formulaField(lab);
  const field = selectField("Test function", names, (surface) => lab.set({ surface, start: null }, true));
  const watch = h("p", { className: "hint watch" });
  const { condition, rotation, noise, clip, decay, seed, steps } = numbersOf(lab);
  const [x, y] = [0, 1].map((axis) => coordinate(lab, axis as 0 | 1));
  const element = h(
    "section",
    { className: "panel", attributes: { "aria-labelledby": id } },
    h("h2", { id }, "Function"),
    field.element,
    formula.element,
    watch,
    condition.field.element,
    rotation.field.element,
    h("p", { className: "hint" }, turnText),
    h("div", { className: "pair" }, x.element, y.element),
    noise.field.element,
    h("div", { className: "pair" }, clip.field.element, decay.field.element),
    h("div", { className: "pair" }, seed.field.element, steps.field.element),
  );
  return {
    element,
    render({ state, run }) {
      field.select.value = state.surface;
      formula.element.hidden = state.surface !== customName;
      formula.show(state.formula);
      setText(watch, `${capital(run.surface.watchFor)}.`);
      condition.field.element.hidden = state.surface !== "quadratic";
      for (const { field, name } of [condition, rotation, noise, clip, decay, seed, steps])
        field.show(state[name], state[name] === firstState[name]);
      const start = frameStart(state);
      for (const [axis, field] of [x, y].entries()) field.show(start[axis], state.start === null);
    },
  };
}

const numbersOf = (lab: Lab) => ({
  condition: plain(lab, "condition", "Condition κ", { low: 1, high: 1000, isLog: true }),
  rotation: plain(lab, "rotation", "Turn", { low: 0, high: 90 }, "degrees"),
  noise: plain(lab, "noise", "Gradient noise σ", { low: 0, high: 5, step: 0.1 }),
  clip: plain(lab, "clip", "Clip to norm"),
  decay: plain(lab, "decay", "L2 decay λ"),
  seed: plain(lab, "seed", "Seed of the noise"),
  steps: plain(lab, "steps", "Steps"),
});

type NumberName = "condition" | "rotation" | "noise" | "clip" | "decay" | "seed" | "steps";
type Slider = NonNullable<Parameters<typeof numberField>[0]["slider"]>;

const plain = (
  lab: Lab,
  name: NumberName,
  label: string,
  slider?: Slider,
  unit?: string,
): { name: NumberName; field: NumberField } => ({
  name,
  field: numberField({
    label,
    kind: ranges[name],
    usual: firstState[name],
    ...(slider && { slider }),
    ...(unit && { unit }),
    onChange: (value) => lab.set({ [name]: value ?? firstState[name] }),
  }),
});

/** One coordinate of the start, in the frame. */
const coordinate = (lab: Lab, axis: 0 | 1): NumberField =>
  numberField({
    label: axis === 0 ? "Start x" : "Start y",
    kind: ranges.coordinate,
    usual: { text: "the usual start" },
    onChange(value) {
      if (value === null) return lab.set({ start: null });
      const [x, y] = frameStart(lab.state);
      lab.set({ start: framePoint(lab.state, axis === 0 ? [value, y] : [x, value]) });
    },
  });
