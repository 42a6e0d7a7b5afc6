import type { Lab } from "../lab.ts";
import { dataSets } from "../network/netOptions.ts";
import type { NetState } from "../network/netState.ts";
import { columnsOf, fitsInLink, tableData, wellFormed } from "../network/tableData.ts";
import { h, newId, setText } from "./elements.ts";
import type { NetField } from "./netPanel.ts";
import { selectField } from "./selectField.ts";

const example = `length,width,kind
5.1,3.5,a
4.9,3.0,a
6.2,2.9,b
…`;

/** The choice of the data: a set that is drawn, or a table to paste. */
export function dataField(lab: Lab): NetField {
  const table = new TableField(lab);
  /** True from the choice of a table until one is used, or other data are chosen. */
  let isPasting = false;
  const { element, select } = selectField("Data", [...Object.keys(dataSets), "table"], (word) => {
    const { table: text, label } = lab.state.net;
    isPasting = word === "table" && problemOf(() => tableData(text, label)) !== "";
    if (!isPasting) lab.setNet({ data: word as NetState["data"] });
    table.element.hidden = word !== "table";
  });
  return {
    element: h("div", { className: "field" }, element, table.element),
    show(net) {
      if (net.data === "table") isPasting = false;
      select.value = isPasting ? "table" : net.data;
      table.element.hidden = select.value !== "table";
      table.show(net);
    },
  };
}

/** A table as text, its label, and how the library read it. A table that cannot be used changes nothing. */
class TableField {
  readonly element: HTMLElement;
  private readonly id = newId("table");
  private readonly area = h("textarea", { id: this.id, rows: 6, spellcheck: false, placeholder: example });
  private readonly problem = h("p", { className: "problem", id: `${this.id}-problem`, hidden: true });
  private readonly notes = h("ul", { className: "hint table-notes" });
  private readonly label = selectField("Label", [], (label) => this.use(label));
  private shown = "";

  constructor(private readonly lab: Lab) {
    const { id, area, problem, notes, label } = this;
    problem.setAttribute("role", "alert");
    area.setAttribute("aria-describedby", problem.id);
    label.element.hidden = true;
    const button = h("button", { type: "button" }, "Use this table");
    button.addEventListener("click", () => this.use(""));
    const name = h("label", { htmlFor: id }, "Table as CSV, with a header");
    const hint = h("p", { className: "hint" }, "Paste rows. The last column is the label, unless you choose another.");
    this.element = h(
      "div",
      { className: "field", hidden: true },
      name,
      area,
      hint,
      button,
      problem,
      label.element,
      notes,
    );
  }

  private use(label: string): void {
    const text = wellFormed(this.area.value);
    const reason = problemOf(() => tableData(text, label));
    setText(this.problem, reason);
    this.problem.hidden = reason === "";
    this.area.setAttribute("aria-invalid", `${reason !== ""}`);
    if (reason === "") this.lab.setNet({ data: "table", table: text, label }, true);
    else this.offerLabels(text, label);
  }

  /** A table that was read has its columns as labels, also where the present label cannot be used. */
  private offerLabels(text: string, label: string): void {
    const { element, select } = this.label;
    element.hidden = problemOf(() => columnsOf(text)) !== "";
    if (element.hidden) return;
    const columns = columnsOf(text);
    select.replaceChildren(...columns.map((column) => h("option", { value: column }, column)));
    select.value = label || columns[columns.length - 1];
  }

  show({ data, table, label }: NetState): void {
    this.notes.hidden = data !== "table";
    const now = `${data} ${label} ${table}`;
    if (data !== "table" || now === this.shown) return;
    this.shown = now;
    this.area.value = table;
    this.offerLabels(table, label);
    const inLink = fitsInLink(table) ? [] : ["too long for a link: paste it again after opening one"];
    this.notes.replaceChildren(...[...tableData(table, label).notes, ...inLink].map((note) => h("li", null, note)));
  }
}

/** The sentence of an error, or "" without one. */
function problemOf(work: () => unknown): string {
  try {
    work();
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : `${error}`;
  }
}
