import type { Kind } from "../../../src/check/kinds.ts";
import { toNumber } from "../../../src/check/toNumber.ts";
import type { Lab } from "../lab.ts";
import { netForms } from "../network/netForms.ts";
import { activations, decays, inits, losses, schedules } from "../network/netOptions.ts";
import type { NetRun } from "../network/netRun.ts";
import { firstNet, layers, mostNets, type NetState } from "../network/netState.ts";
import { settingsText } from "../network/netWords.ts";
import { ranges } from "../state.ts";
import { h, newId, setText } from "./elements.ts";
import { numberField } from "./numberField.ts";
import { rulePanel } from "./rulePanel.ts";
import { selectField } from "./selectField.ts";
import { dataField } from "./tableField.ts";

/** A field of the panel. `show` brings it up to date with a state. */
export interface NetField {
  readonly element: HTMLElement;
  show(net: NetState): void;
}

/** A list of words for one part of the state. */
export function wordField(
  lab: Lab,
  name: "activation" | "loss" | "init" | "decay" | "schedule" | "axis",
  label: string,
  words: readonly string[],
): NetField {
  const { element, select } = selectField(label, words, (word) => lab.setNet({ [name]: word }));
  return {
    element,
    show: (net) => {
      select.value = net[name];
    },
  };
}

/** A number of the state, with its usual value, and words for a number that has a meaning. */
export function countField(
  lab: Lab,
  name: "batch" | "seed" | "steps" | "lambda" | "clip" | "target" | "plateau" | "smoothing",
  label: string,
  kind: Kind<number>,
  more: {
    readonly note?: (net: NetState) => string;
    readonly slider?: { low: number; high: number; step: number };
  } = {},
): NetField {
  const { note = () => "", slider } = more;
  const usual = firstNet[name];
  const field = numberField({
    label,
    kind,
    usual,
    ...(slider && { slider }),
    onChange: (value) => lab.setNet({ [name]: value ?? usual }),
  });
  return {
    element: field.element,
    show: (net) => field.show(net[name], net[name] === usual, note(net)),
  };
}

const off = (name: "clip" | "target" | "plateau") => ({ note: (net: NetState) => (net[name] === 0 ? "off" : "") });

/** The data, the network, what all rules share, and the rules that train it. */
export function netPanel(lab: Lab, run: () => NetRun): { elements: HTMLElement[]; show(): void } {
  const network: readonly NetField[] = [
    dataField(lab),
    hiddenField(lab),
    wordField(lab, "activation", "Activation", Object.keys(activations)),
    wordField(lab, "loss", "Loss", Object.keys(losses)),
    wordField(lab, "init", "Initial weights", Object.keys(inits)),
    countField(lab, "seed", "Seed", ranges.seed),
  ];
  const shared: readonly NetField[] = [
    countField(lab, "batch", "Batch", ranges.batch),
    wordField(lab, "schedule", "Schedule of the learning rate", Object.keys(schedules)),
    wordField(lab, "decay", "Weight decay", Object.keys(decays)),
    lambdaField(lab),
    countField(lab, "clip", "Largest gradient norm", ranges.clip, off("clip")),
    countField(lab, "steps", "Steps", ranges.steps),
    countField(lab, "target", "Stop at test loss", ranges.target, off("target")),
    countField(lab, "plateau", "Stop after steps without a lower test loss", ranges.step, off("plateau")),
  ];
  const rules = netRules(lab, run);
  return {
    elements: [section("Data and network", network), section("Training", shared), rules.element],
    show() {
      for (const field of [...network, ...shared]) field.show(lab.state.net);
      rules.show();
    },
  };
}

function section(title: string, fields: readonly NetField[]): HTMLElement {
  const id = newId("network");
  return h(
    "section",
    { className: "panel", attributes: { "aria-labelledby": id } },
    h("h2", { id }, title),
    ...fields.map(({ element }) => element),
  );
}

/** λ of the decay, hidden without one. */
function lambdaField(lab: Lab): NetField {
  const { element, show } = countField(lab, "lambda", "Decay λ", ranges.lambda);
  return {
    element,
    show(net) {
      element.hidden = net.decay === "none";
      show(net);
    },
  };
}

/** The rules that train, at most four, and the settings that change all of them. */
function netRules(lab: Lab, run: () => NetRun): { element: HTMLElement; show(): void } {
  const all = h("p", { className: "hint" });
  const panel = rulePanel({
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
    before: [all],
    after: [h("p", { className: "hint" }, "Muon needs a second rule for biases, and is not listed.")],
  });
  return {
    element: panel.element,
    show() {
      const settings = settingsText(lab.state.net);
      all.hidden = settings === "";
      setText(all, `With every rule: ${settings}.`);
      panel.show();
    },
  };
}

/** The units of the hidden layers, typed as `16, 16`. Digits have another network. */
function hiddenField(lab: Lab): NetField {
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
  const label = h("label", { htmlFor: id }, "Hidden layers, units of each");
  const element = h("div", { className: "field" }, label, input, problem);
  return {
    element,
    show({ hidden, data }) {
      element.hidden = data === "digits";
      if (document.activeElement !== input) input.value = hidden.join(", ");
    },
  };
}
