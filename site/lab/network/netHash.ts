/** @file The parts of a link that hold the network mode. */
import { excerpt } from "../../../src/check/excerpt.ts";
import type { Kind } from "../../../src/check/kinds.ts";
import { toNumber } from "../../../src/check/toNumber.ts";
import { readChoices, writeChoices } from "../choiceText.ts";
import type { Field } from "../hashField.ts";
import { ranges } from "../state.ts";
import { netForms } from "./netForms.ts";
import { activations, dataSets, decays, inits, losses, schedules } from "./netOptions.ts";
import { axes, firstNet, layers, mostNets, type NetState, tabs } from "./netState.ts";
import { fitsInLink, tableData, tableFromLink, tableInLink } from "./tableData.ts";

type Part<K extends keyof NetState> = NetState[K];
type NumberName = { [K in keyof NetState]: NetState[K] extends number ? K : never }[keyof NetState];
type WordName = { [K in keyof NetState]: NetState[K] extends string ? K : never }[keyof NetState];

/** A part of `net`: a text, its meaning or undefined, and the words for what it must be. */
function netField<K extends keyof NetState>(
  key: string,
  name: K,
  must: string,
  parse: (text: string) => Part<K> | undefined,
  show: (value: Part<K>) => string = String,
): Field {
  const first = show(firstNet[name]);
  return {
    key,
    read(text, refuse, { net }) {
      const value = parse(text);
      if (value !== undefined) return { net: { ...net, [name]: value } };
      refuse(`must be ${must}, got ${excerpt(text)}; using ${first}`);
      return {};
    },
    write: ({ net }) => (show(net[name]) === first ? null : show(net[name])),
  };
}

const number = (key: string, name: NumberName, kind: Kind<number>): Field =>
  netField(key, name, kind.text, (text) => (kind.holds(toNumber(text)) ? toNumber(text) : undefined));

const word = <K extends WordName>(key: string, name: K, names: readonly string[]): Field =>
  netField(key, name, `one of ${names.join(", ")}`, (text) => (names.includes(text) ? (text as Part<K>) : undefined));

const choicesField: Field = {
  key: "r",
  read(text, refuse, { net }) {
    const { choices, problems } = readChoices(text, netForms, mostNets);
    for (const problem of problems) refuse(problem);
    return { net: { ...net, choices } };
  },
  write({ net: { choices } }) {
    const text = writeChoices(choices);
    return text === writeChoices(firstNet.choices) ? null : text;
  },
};

/** The step comes after the number of steps, which bounds it. */
const stepField: Field = {
  ...number("nt", "t", ranges.step),
  read(text, refuse, { net }) {
    const t = toNumber(text);
    if (!ranges.step.holds(t)) refuse(`must be ${ranges.step.text}, got ${excerpt(text)}; using ${net.t}`);
    else if (t > net.steps) refuse(`must be at most ${net.steps}, got ${excerpt(text)}; using ${net.steps}`);
    return { net: { ...net, t: Math.min(ranges.step.holds(t) ? t : net.t, net.steps) } };
  },
};

const numbersIn = (text: string): number[] => text.split(",").map(toNumber);

const hiddenField = netField(
  "h",
  "hidden",
  layers.text,
  (text) => (layers.holds(numbersIn(text)) ? numbersIn(text) : undefined),
  (sizes) => sizes.join(","),
);

const pairField = netField(
  "pair",
  "pair",
  `two ranks in [0, ${mostNets - 1}]`,
  (text) => {
    const [a, b, ...more] = numbersIn(text);
    return [a, b].every((rank) => Number.isInteger(rank) && rank >= 0 && rank < mostNets) && more.length === 0
      ? ([a, b] as const)
      : undefined;
  },
  (pair) => pair.join(","),
);

/** A long table is left out: the page says so beside it. */
const tableField: Field = {
  key: "csv",
  read: (text, _, { net }) => ({ net: { ...net, table: tableFromLink(text) } }),
  write: ({ net: { table } }) => (table === "" || !fitsInLink(table) ? null : tableInLink(table)),
};

const labelField: Field = {
  key: "label",
  read: (label, _, { net }) => ({ net: { ...net, label: tableFromLink(label) } }),
  write: ({ net: { table, label } }) => (label === "" || !fitsInLink(table) ? null : tableInLink(label)),
};

/** Comes after the table. A table that cannot be used is left out, with the reader's sentence. */
const dataField: Field = {
  ...word("d", "data", Object.keys(dataSets)),
  read(text, refuse, state) {
    if (text !== "table") return word("d", "data", [...Object.keys(dataSets), "table"]).read(text, refuse, state);
    try {
      tableData(state.net.table, state.net.label);
      return { net: { ...state.net, data: "table" } };
    } catch (error) {
      refuse(`cannot use the table: ${error instanceof Error ? error.message : error}; using ${firstNet.data}`);
      return { net: { ...state.net, table: "", label: "" } };
    }
  },
};

export const netFields: readonly Field[] = [
  tableField,
  labelField,
  dataField,
  hiddenField,
  word("act", "activation", Object.keys(activations)),
  word("loss", "loss", Object.keys(losses)),
  word("init", "init", Object.keys(inits)),
  word("decay", "decay", Object.keys(decays)),
  number("wd", "lambda", ranges.lambda),
  number("clip", "clip", ranges.clip),
  word("sched", "schedule", Object.keys(schedules)),
  number("b", "batch", ranges.batch),
  number("ns", "seed", ranges.seed),
  number("nsteps", "steps", ranges.steps),
  number("target", "target", ranges.target),
  number("plateau", "plateau", ranges.step),
  choicesField,
  stepField,
  number("ema", "smoothing", ranges.smoothing),
  word("scale", "axis", axes),
  word("tab", "tab", tabs),
  number("layer", "layer", ranges.step),
  pairField,
  number("w", "index", ranges.step),
  number("ni", "inspected", ranges.step),
  number("nline", "line", ranges.step),
];
