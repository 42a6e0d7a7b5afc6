import { terse } from "../../../src/cli/terminal/numbers.ts";
import { bugNamed, bugText } from "../bugs.ts";
import { type Choice, mostChoices, newChoice } from "../choice.ts";
import { elementwiseForms, formName, kindsOf } from "../forms.ts";
import type { Lab, View } from "../lab.ts";
import { familyWords, lookOf } from "../look.ts";
import { type Tuning, tuningNote } from "../tuning.ts";
import { bugAdder } from "./bugAdder.ts";
import { h, newId, setText } from "./elements.ts";
import { type NumberField, numberField } from "./numberField.ts";
import { swatch } from "./swatch.ts";
import { tuningField } from "./tuningField.ts";

/** The rules on the stage: their learning rates and hyperparameters; a rule is added or taken away. */
export function rulePanel(lab: Lab): View & { element: HTMLElement } {
  const id = newId("rules");
  const list = h("ul", { className: "rules" });
  const adder = ruleAdder(lab);
  const wrong = bugAdder(lab);
  const tuning = tuningField(lab);
  const element = h(
    "section",
    { className: "panel", attributes: { "aria-labelledby": id } },
    h("h2", { id }, "Update rules"),
    tuning.element,
    list,
    adder.element,
    wrong.element,
    h("p", { className: "hint" }, `Lines are ${familyWords.join("; ")}.`),
    h("p", { className: "hint" }, "Rules for whole matrices, such as muon, need a network and are not listed."),
  );
  let items: Item[] = [];
  let shown = "";
  return {
    element,
    render({ state, run }) {
      const forms = state.choices.map((choice, i) => `${run.names[i]} ${choice.look} ${choice.bug ?? ""}`).join();
      if (forms !== shown) {
        const open = new Set(items.filter(({ details }) => details.open).map(({ key }) => key));
        items = state.choices.map((choice, i) => ruleItem(lab, choice, i, run.names[i]));
        for (const { details, key } of items) details.open = open.has(key);
        list.replaceChildren(...items.map((item) => item.element));
        shown = forms;
      }
      for (const [i, item] of items.entries()) item.show(state.choices[i], run.rates[i], state.tuning);
      adder.show(state.choices.length);
      wrong.show(state.choices.length);
      tuning.show(state.tuning);
    },
  };
}

interface Item {
  readonly element: HTMLElement;
  readonly details: HTMLDetailsElement;
  readonly key: string;
  show(choice: Choice, rate: number, tuning: Tuning): void;
}

function ruleItem(lab: Lab, choice: Choice, i: number, name: string): Item {
  const kinds = Object.entries(kindsOf(choice));
  const fields = new Map<string, NumberField>();
  const set = (key: string, value: number | null): void => {
    const { [key]: _, ...others } = lab.state.choices[i].settings;
    const settings = value === null ? others : { ...others, [key]: value };
    lab.set({ choices: lab.state.choices.map((one, k) => (k === i ? { ...one, settings } : one)) });
  };
  for (const [key, kind] of kinds)
    fields.set(
      key,
      numberField({
        label: key === "lr" ? "Learning rate" : key,
        kind,
        usual: key === "lr" ? { text: "the chosen tuning" } : (kind.fallback ?? 0),
        ...(key === "lr" && { slider: { low: 1e-5, high: 10, isLog: true } }),
        onChange: (value) => set(key, value),
      }),
    );
  const bug = bugNamed(choice.bug ?? "");
  const remove = h("button", { type: "button", className: "quiet", title: `Remove ${name}` }, "✕");
  remove.setAttribute("aria-label", `Remove ${name}`);
  remove.addEventListener("click", () => {
    lab.set({ choices: lab.state.choices.filter((_, k) => k !== i) }, true);
    document.querySelector<HTMLElement>("#add-rule")?.focus();
  });
  const others = kinds.filter(([key]) => key !== "lr");
  const details = h(
    "details",
    null,
    h("summary", null, "Hyperparameters"),
    ...others.map(([key, kind]) =>
      h(
        "div",
        null,
        fields.get(key)?.element ?? null,
        h("p", { className: "hint range" }, `${kind.text}, default ${terse(kind.fallback ?? Number.NaN)}`),
      ),
    ),
  );
  const element = h(
    "li",
    { attributes: { "aria-label": name } },
    h(
      "div",
      { className: "rule-head" },
      swatch(lookOf(choice, choice.look)),
      h("span", { className: "rule-name" }, name),
      remove,
    ),
    bug ? h("p", { className: "hint" }, `Wrong on purpose: ${bugText(bug)}.`) : null,
    fields.get("lr")?.element ?? null,
    others.length > 0 ? details : null,
  );
  return {
    element,
    details,
    key: name,
    show({ settings }, rate, tuning) {
      for (const [key, kind] of kinds) {
        const isUsual = settings[key] === undefined;
        if (key === "lr") fields.get(key)?.show(rate, isUsual, tuningNote(tuning));
        else fields.get(key)?.show(settings[key] ?? kind.fallback ?? 0, isUsual);
      }
    },
  };
}

function ruleAdder(lab: Lab): { element: HTMLElement; show(count: number): void } {
  const select = h(
    "select",
    { id: "add-rule" },
    ...elementwiseForms.map((form, i) => h("option", { value: `${i}` }, formName(form))),
  );
  const add = h("button", { type: "button" }, "Add");
  add.addEventListener("click", () => {
    const form = elementwiseForms[Number(select.value)];
    lab.set({ choices: [...lab.state.choices, newChoice(form, lab.state.choices)] }, true);
  });
  const label = h("label", { htmlFor: "add-rule" });
  return {
    element: h("div", { className: "field adder" }, label, h("div", { className: "row" }, select, add)),
    show(count) {
      add.disabled = count >= mostChoices;
      setText(label, `Add a rule (${count} of ${mostChoices})`);
    },
  };
}
