import type { Lab } from "../lab.ts";
import type { NetRun } from "../network/netRun.ts";
import { inspectedRule, inspectedWeight } from "../network/weightInspection.ts";
import { layersOf } from "../network/weightRates.ts";
import { wholeBetween } from "../state.ts";
import { h } from "./elements.ts";
import { type NumberField, numberField } from "./numberField.ts";
import { selectField } from "./selectField.ts";

/** The rule, the parameter and the index of the weight that is inspected. */
export function weightFields(lab: Lab, run: () => NetRun): { element: HTMLElement; show(): void } {
  const element = h("div", { className: "curve-fields rate-fields" });
  let built: NetRun | null = null;
  let size = 0;
  let selects: HTMLSelectElement[] = [];
  let number: NumberField | null = null;
  function buildSelects(): void {
    [built, size] = [run(), 0];
    const layers = layersOf(built.trainings[0].model).map(({ name, rows, columns }) => `${name} ${rows} × ${columns}`);
    const { names } = built;
    const made = [
      selectField("Trained by", names, (name) => lab.setNet({ inspected: names.indexOf(name), line: 0 })),
      selectField("Parameter", layers, (name) => lab.setNet({ layer: layers.indexOf(name) })),
    ];
    selects = made.map(({ select }) => select);
    element.replaceChildren(...made.map((one) => one.element));
  }
  function buildNumber(count: number): NumberField {
    number?.element.remove();
    size = count;
    const onChange = (value: number | null): void => lab.setNet({ index: value ?? 0 });
    const made = numberField({ label: "Index of the weight", kind: wholeBetween(0, size - 1), usual: 0, onChange });
    element.append(made.element);
    return made;
  }
  return {
    element,
    show() {
      element.hidden = run().records.length === 0;
      if (element.hidden) return;
      if (run() !== built) buildSelects();
      const { net } = lab.state;
      const { layer, index } = inspectedWeight(net, layersOf(run().trainings[0].model));
      if (number === null || layer.rows * layer.columns !== size) number = buildNumber(layer.rows * layer.columns);
      selects[0].selectedIndex = inspectedRule(net);
      selects[1].selectedIndex = Math.min(net.layer, selects[1].options.length - 1);
      number.show(index, index === 0, `0 to ${size - 1}`);
    },
  };
}
