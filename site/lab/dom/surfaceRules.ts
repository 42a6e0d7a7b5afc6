import { mostChoices } from "../choice.ts";
import { elementwiseForms } from "../forms.ts";
import type { Lab, View } from "../lab.ts";
import { familyWords } from "../look.ts";
import { tuningNote } from "../tuning.ts";
import { bugAdder } from "./bugAdder.ts";
import { h } from "./elements.ts";
import { rulePanel } from "./rulePanel.ts";
import { tuningField } from "./tuningField.ts";

/** The rules on the stage. */
export function surfaceRules(lab: Lab): View & { element: HTMLElement } {
  const tuning = tuningField(lab);
  const wrong = bugAdder(lab);
  const panel = rulePanel({
    id: "add-rule",
    forms: elementwiseForms,
    most: mostChoices,
    read: () => ({
      choices: lab.state.choices,
      names: lab.run.names,
      rates: lab.run.rates,
      note: tuningNote(lab.state.tuning),
    }),
    write: (choices, isNew) => lab.set({ choices }, isNew),
    before: [tuning.element],
    after: [
      wrong.element,
      h("p", { className: "hint" }, `Lines are ${familyWords.join("; ")}.`),
      h("p", { className: "hint" }, "Rules for whole tensors, such as adafactor, are in the network mode."),
    ],
  });
  return {
    element: panel.element,
    render({ state }) {
      panel.show();
      wrong.show(state.choices.length);
      tuning.show(state.tuning);
    },
  };
}
