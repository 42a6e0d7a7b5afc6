import type { Kind } from "../../../src/check/kinds.ts";
import { terse } from "../../../src/cli/terminal/numbers.ts";
import { bugNamed, bugText } from "../bugs.ts";
import { type Choice, newChoice } from "../choice.ts";
import { type Form, formName, kindsOf } from "../forms.ts";
import { lookOf } from "../look.ts";
import { h, newId, setText } from "./elements.ts";
import { type NumberField, numberField } from "./numberField.ts";
import { swatch } from "./swatch.ts";

/** The list of rules that a panel edits, and its surroundings. */
export interface ChoiceSlot {
  /** Tells the panel's fields from those of another panel. */
  readonly id: string;
  readonly forms: readonly Form[];
  readonly most: number;
  read(): { choices: readonly Choice[]; names: readonly string[]; rates: readonly number[]; note: string };
  write(choices: readonly Choice[], isNew?: boolean): void;
  /** Further parts of the panel: before the list, and after it. */
  readonly before: readonly HTMLElement[];
  readonly after: readonly HTMLElement[];
}

/** The rules: their learning rates and hyperparameters; a rule is added or taken away. */
export function rulePanel(slot: ChoiceSlot): { element: HTMLElement; show(): void } {
  const id = newId("rules");
  const list = h("ul", { className: "rules" });
  const adder = ruleAdder(slot);
  const element = h(
    "section",
    { className: "panel", attributes: { "aria-labelledby": id } },
    h("h2", { id }, "Update rules"),
    ...slot.before,
    list,
    adder.element,
    ...slot.after,
  );
  let items: Item[] = [];
  let shown = "";
  return {
    element,
    show() {
      const { choices, names, rates, note } = slot.read();
      const forms = choices.map((choice, i) => `${names[i]} ${choice.look} ${choice.bug ?? ""}`).join();
      if (forms !== shown) {
        const open = new Set(items.filter(({ details }) => details.open).map(({ key }) => key));
        items = choices.map((choice, i) => ruleItem(slot, choice, i, names[i]));
        for (const { details, key } of items) details.open = open.has(key);
        list.replaceChildren(...items.map((item) => item.element));
        shown = forms;
      }
      for (const [i, item] of items.entries()) item.show(choices[i], rates[i], note);
      adder.show(choices.length);
    },
  };
}

interface Item {
  readonly element: HTMLElement;
  readonly details: HTMLDetailsElement;
  readonly key: string;
  show(choice: Choice, rate: number, note: string): void;
}

function ruleItem(slot: ChoiceSlot, choice: Choice, i: number, name: string): Item {
  const kinds = Object.entries(kindsOf(choice));
  const fields = new Map(kinds.map(([key, kind]) => [key, settingField(slot, i, key, kind)]));
  const bug = bugNamed(choice.bug ?? "");
  const details = hyperDetails(
    kinds.filter(([key]) => key !== "lr"),
    fields,
  );
  const title = h("span", { className: "rule-name" }, name);
  const element = h(
    "li",
    { attributes: { "aria-label": name } },
    h("div", { className: "rule-head" }, swatch(lookOf(choice, choice.look)), title, removeButton(slot, i, name)),
    bug ? h("p", { className: "hint" }, `Wrong on purpose: ${bugText(bug)}.`) : null,
    fields.get("lr")?.element ?? null,
    kinds.length > 1 ? details : null,
  );
  return {
    element,
    details,
    key: name,
    show({ settings }, rate, note) {
      for (const [key, kind] of kinds) {
        const isUsual = settings[key] === undefined;
        if (key === "lr") fields.get(key)?.show(rate, isUsual, note);
        else fields.get(key)?.show(settings[key] ?? kind.fallback ?? 0, isUsual);
      }
    },
  };
}

/** The field of a hyperparameter of choice i, in its range. */
const settingField = (slot: ChoiceSlot, i: number, key: string, kind: Kind<number>): NumberField =>
  numberField({
    label: key === "lr" ? "Learning rate" : key,
    kind,
    usual: key === "lr" ? { text: "the usual rate" } : (kind.fallback ?? 0),
    ...(key === "lr" && { slider: { low: 1e-5, high: 10, isLog: true } }),
    onChange(value) {
      const { choices } = slot.read();
      const { [key]: _, ...others } = choices[i].settings;
      const settings = value === null ? others : { ...others, [key]: value };
      slot.write(choices.map((one, k) => (k === i ? { ...one, settings } : one)));
    },
  });

function hyperDetails(
  kinds: readonly (readonly [name: string, kind: Kind<number>])[],
  fields: ReadonlyMap<string, NumberField>,
): HTMLDetailsElement {
  const items = kinds.map(([key, kind]) => {
    const range = `${kind.text}, default ${terse(kind.fallback ?? Number.NaN)}`;
    return h("div", null, fields.get(key)?.element ?? null, h("p", { className: "hint range" }, range));
  });
  return h("details", null, h("summary", null, "Hyperparameters"), ...items);
}

/** Takes choice i away; the focus goes to the list of rules to add. */
function removeButton(slot: ChoiceSlot, i: number, name: string): HTMLButtonElement {
  const label = `Remove ${name}`;
  const remove = h(
    "button",
    { type: "button", className: "quiet", title: label, attributes: { "aria-label": label } },
    "✕",
  );
  remove.addEventListener("click", () => {
    const others = slot.read().choices.filter((_, k) => k !== i);
    slot.write(others, true);
    document.querySelector<HTMLElement>(`#${slot.id}`)?.focus();
  });
  return remove;
}

function ruleAdder({ id, forms, most, read, write }: ChoiceSlot): {
  element: HTMLElement;
  show(count: number): void;
} {
  const select = h("select", { id }, ...forms.map((form, i) => h("option", { value: `${i}` }, formName(form))));
  const add = h("button", { type: "button", attributes: { "aria-label": "Add the rule" } }, "Add");
  add.addEventListener("click", () => {
    const { choices } = read();
    write([...choices, newChoice(forms[Number(select.value)], choices)], true);
  });
  const label = h("label", { htmlFor: id });
  return {
    element: h("div", { className: "field adder" }, label, h("div", { className: "row" }, select, add)),
    show(count) {
      add.disabled = count >= most;
      setText(label, `Add a rule (${count} of ${most})`);
    },
  };
}
