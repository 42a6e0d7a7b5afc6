/** @file The parts of a link that hold the network mode. */
import { excerpt } from "../../../src/check/excerpt.ts";
import type { Kind } from "../../../src/check/kinds.ts";
import { toNumber } from "../../../src/check/toNumber.ts";
import { readChoices, writeChoices } from "../choiceText.ts";
import type { Field } from "../hashField.ts";
import { ranges } from "../state.ts";
import { netForms } from "./netForms.ts";
import { activations, dataSets, firstNet, layers, mostNets, type NetState } from "./netState.ts";

type Part<K extends keyof NetState> = NetState[K];

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

const number = (key: string, name: "batch" | "seed" | "steps" | "t", kind: Kind<number>): Field =>
  netField(key, name, kind.text, (text) => (kind.holds(toNumber(text)) ? toNumber(text) : undefined));

const named = (key: string, name: "data" | "activation", names: readonly string[]): Field =>
  netField(key, name, `one of ${names.join(", ")}`, (text) =>
    names.includes(text) ? (text as NetState["data"]) : undefined,
  );

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
    return { net: { ...net, t: ranges.step.holds(t) ? Math.min(t, net.steps) : net.t } };
  },
};

export const netFields: readonly Field[] = [
  named("d", "data", Object.keys(dataSets)),
  netField(
    "h",
    "hidden",
    layers.text,
    (text) => {
      const sizes = text.split(",").map(toNumber);
      return layers.holds(sizes) ? sizes : undefined;
    },
    (sizes) => sizes.join(","),
  ),
  named("act", "activation", Object.keys(activations)),
  number("b", "batch", ranges.batch),
  number("ns", "seed", ranges.seed),
  number("nsteps", "steps", ranges.steps),
  choicesField,
  stepField,
];
