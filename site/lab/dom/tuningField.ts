import type { Lab } from "../lab.ts";
import { ranges } from "../state.ts";
import { triedRates } from "../tunedRate.ts";
import type { Tuning } from "../tuning.ts";
import { h, newId } from "./elements.ts";
import { numberField } from "./numberField.ts";

/** The rate that a shared learning rate begins with. */
const firstShared = 0.01;

/** Chooses where learning rates come from that are not set. */
export function tuningField(lab: Lab): { element: HTMLElement; show(tuning: Tuning): void } {
  const id = newId("tuning");
  const select = h(
    "select",
    { id },
    h("option", { value: "best" }, `Best of ${triedRates.length} tried`),
    h("option", { value: "default" }, "Defaults"),
    h("option", { value: "same" }, "The same for all"),
  );
  select.addEventListener("change", () =>
    lab.set({ tuning: select.value === "same" ? firstShared : (select.value as Tuning) }),
  );
  const rate = numberField({
    label: "Shared learning rate",
    kind: ranges.rate,
    usual: firstShared,
    slider: { low: 1e-5, high: 10, isLog: true },
    onChange: (value) => lab.set({ tuning: value ?? firstShared }),
  });
  return {
    element: h("div", { className: "field" }, h("label", { htmlFor: id }, "Learning rates"), select, rate.element),
    show(tuning) {
      const isShared = typeof tuning === "number";
      select.value = isShared ? "same" : tuning;
      rate.element.hidden = !isShared;
      if (isShared) rate.show(tuning, tuning === firstShared);
    },
  };
}
