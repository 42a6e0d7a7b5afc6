import { toNumber } from "../../../src/check/toNumber.ts";
import type { Lab } from "../lab.ts";
import { netForms } from "../network/netForms.ts";
import type { NetRun } from "../network/netRun.ts";
import { activations, type DataName, dataSets, firstNet, layers, mostNets } from "../network/netState.ts";
import { ranges } from "../state.ts";
import { h, newId, setText } from "./elements.ts";
import { numberField } from "./numberField.ts";
import { rulePanel } from "./rulePanel.ts";
import { selectField } from "./selectField.ts";

/** The data, the network, and the rules that train it. */
export function netPanel(lab: Lab, run: () => NetRun): { elements: HTMLElement[]; show(): void } {
  const data = selectField("Data", Object.keys(dataSets), (name) => lab.setNet({ data: name as DataName }));
  const activation = selectField("Activation", Object.keys(activations), (name) => lab.setNet({ activation: name }));
  const hidden = hiddenField(lab);
  const numbers = (["batch", "seed", "steps"] as const).map((name) => ({
    name,
    field: numberField({
      label: { batch: "Batch", seed: "Seed", steps: "Steps" }[name],
      kind: ranges[name],
      usual: firstNet[name],
      onChange: (value) => lab.setNet({ [name]: value ?? firstNet[name] }),
    }),
  }));
  const rules = netRules(lab, run);
  const id = newId("network");
  const panel = h(
    "section",
    { className: "panel", attributes: { "aria-labelledby": id } },
    h("h2", { id }, "Data and network"),
    data.element,
    hidden.element,
    activation.element,
    ...numbers.map(({ field }) => field.element),
  );
  return {
    elements: [panel, rules.element],
    show() {
      const { net } = lab.state;
      data.select.value = net.data;
      activation.select.value = net.activation;
      hidden.show(net.hidden);
      for (const { name, field } of numbers) field.show(net[name], net[name] === firstNet[name]);
      rules.show();
    },
  };
}

/** The rules that train, at most four. */
const netRules = (lab: Lab, run: () => NetRun): ReturnType<typeof rulePanel> =>
  rulePanel({
    id: "add-net-rule",
    forms: netForms,
    most: mostNets,
    read: () => ({
      choices: lab.state.net.choices,
      names: run().names,
      rates: run().rates,
      note: "suits small networks",
    }),
    write: (choices, isNew) => lab.setNet({ choices }, isNew),
    before: [],
    after: [h("p", { className: "hint" }, "Muon needs a second rule for biases, and is not listed.")],
  });

/** The units of the hidden layers, typed as `16, 16`. */
function hiddenField(lab: Lab): { element: HTMLElement; show(hidden: readonly number[]): void } {
  const id = newId("hidden");
  const input = h("input", { id, type: "text", autocomplete: "off" });
  const problem = h("p", { className: "problem", id: `${id}-problem`, hidden: true });
  input.setAttribute("aria-describedby", problem.id);
  input.addEventListener("change", () => {
    const sizes = input.value
      .split(/[\s,-]+/)
      .filter(Boolean)
      .map(toNumber);
    const isRight = layers.holds(sizes);
    problem.hidden = isRight;
    input.setAttribute("aria-invalid", `${!isRight}`);
    setText(problem, `must be ${layers.text}, such as 16, 16`);
    if (isRight) lab.setNet({ hidden: sizes });
  });
  return {
    element: h(
      "div",
      { className: "field" },
      h("label", { htmlFor: id }, "Hidden layers, units of each"),
      input,
      problem,
    ),
    show(hidden) {
      if (document.activeElement !== input) input.value = hidden.join(", ");
    },
  };
}
