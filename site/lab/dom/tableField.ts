import type { Lab } from "../lab.ts";
import { dataSets } from "../network/netOptions.ts";
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
  const table = tableField(lab);
  const { element, select } = selectField("Data", [...Object.keys(dataSets), "table"], (word) => {
    const isReady = word !== "table" || lab.state.net.table !== "";
    if (isReady) lab.setNet({ data: word as keyof typeof dataSets | "table" });
    table.element.hidden = word !== "table";
  });
  return {
    element: h("div", { className: "field" }, element, table.element),
    show(net) {
      // A table that is being pasted keeps its field.
      if (net.data === "table" || table.element.hidden) select.value = net.data;
      if (net.data === "table") table.element.hidden = false;
      table.show(net);
    },
  };
}

/** A table as text, its label, and how the library read it. A table that cannot be used changes nothing. */
function tableField(lab: Lab): NetField {
  const id = newId("table");
  const area = h("textarea", { id, rows: 6, spellcheck: false, placeholder: example });
  const problem = h("p", { className: "problem", id: `${id}-problem`, hidden: true, attributes: { role: "alert" } });
  const notes = h("ul", { className: "hint table-notes" });
  area.setAttribute("aria-describedby", problem.id);
  const { element: labelElement, select } = selectField("Label", [], (label) => use(label));
  labelElement.hidden = true;
  const use = (label: string): void => {
    const text = wellFormed(area.value);
    const reason = problemOf(() => tableData(text, label));
    setText(problem, reason);
    problem.hidden = reason === "";
    area.setAttribute("aria-invalid", `${reason !== ""}`);
    if (reason === "") lab.setNet({ data: "table", table: text, label }, true);
    else offerLabels(text, label);
  };
  /** A table that was read has its columns as labels, also where the present label cannot be used. */
  const offerLabels = (text: string, label: string): void => {
    labelElement.hidden = problemOf(() => columnsOf(text)) !== "";
    if (labelElement.hidden) return;
    const columns = columnsOf(text);
    select.replaceChildren(...columns.map((column) => h("option", { value: column }, column)));
    select.value = label || columns[columns.length - 1];
  };
  const button = h("button", { type: "button" }, "Use this table");
  button.addEventListener("click", () => use(""));
  const name = h("label", { htmlFor: id }, "Table as CSV, with a header");
  const hint = h("p", { className: "hint" }, "Paste rows. The last column is the label, unless you choose another.");
  let shown = "";
  return {
    element: h("div", { className: "field", hidden: true }, name, area, hint, button, problem, labelElement, notes),
    show({ data, table, label }) {
      notes.hidden = data !== "table";
      const now = `${data} ${label} ${table}`;
      if (data !== "table" || now === shown) return;
      shown = now;
      const found = tableData(table, label);
      area.value = table;
      offerLabels(table, label);
      const inLink = fitsInLink(table) ? [] : ["too long for a link: whoever opens it pastes the table again"];
      notes.replaceChildren(...[...found.notes, ...inLink].map((note) => h("li", null, note)));
    },
  };
}

/** The sentence of an error, or "" if there is none. */
function problemOf(work: () => unknown): string {
  try {
    work();
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : `${error}`;
  }
}
