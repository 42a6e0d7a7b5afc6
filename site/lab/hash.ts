/** @file A lab's state as the part of an address behind `#`: readable, and only what differs from the first state. */

import { excerpt } from "../../src/check/excerpt.ts";
import type { Kind } from "../../src/check/kinds.ts";
import { toNumber } from "../../src/check/toNumber.ts";
import { surfaces } from "../../src/data/surfaces/surfaces.ts";
import { mostChoices } from "./choice.ts";
import { readChoices, writeChoices } from "./choiceText.ts";
import { exercises } from "./find/exercises.ts";
import { elementwiseForms, shownWrappers } from "./forms.ts";
import { customName } from "./formula/customSurface.ts";
import { FormulaError, parseFormula } from "./formula/parseFormula.ts";
import type { Field } from "./hashField.ts";
import { netFields } from "./network/netHash.ts";
import { firstState, type LabState, modes, pageParts, ranges } from "./state.ts";

/** The first state with the changes of a hash, and a sentence for everything in it that was not used. */
export interface ReadHash {
  readonly state: LabState;
  readonly notices: readonly string[];
}

type NumberName = "condition" | "rotation" | "noise" | "clip" | "decay" | "seed" | "steps" | "inspected" | "line";

const numberField = (key: string, name: NumberName, kind: Kind<number>): Field => ({
  key,
  read(text, refuse) {
    const value = toNumber(text);
    if (kind.holds(value)) return { [name]: value };
    refuse(`must be ${kind.text}, got ${excerpt(text)}; using ${firstState[name]}`);
    return {};
  },
  write: (state) => (state[name] === firstState[name] ? null : `${state[name]}`),
});

const surfaceField: Field = {
  key: "f",
  read(text, refuse) {
    const found = surfaces.find(({ name }) => slug(name) === text);
    if (found) return { surface: found.name };
    if (text === customName) return { surface: customName };
    refuse(
      `must be one of ${[...surfaces.map(({ name }) => slug(name)), customName].join(", ")}, got ${excerpt(text)}`,
    );
    return {};
  },
  write: ({ surface }) => (surface === firstState.surface ? null : slug(surface)),
};

const formulaField: Field = {
  key: "fx",
  read(text, refuse) {
    try {
      parseFormula(text);
      return { formula: text };
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error;
      refuse(`must be a formula in x and y, got ${excerpt(text)}: ${error.message}; using ${firstState.formula}`);
      return {};
    }
  },
  write: ({ formula }) => (formula === firstState.formula ? null : formula),
};

const startField: Field = {
  key: "p0",
  read(text, refuse) {
    const [x, y, ...more] = text.split(",").map(toNumber);
    if ([x, y].every(ranges.coordinate.holds) && more.length === 0) return { start: [x, y] };
    refuse(`must be two numbers ${ranges.coordinate.text}, got ${excerpt(text)}; using the usual start`);
    return {};
  },
  write: ({ start }) => start?.join(",") ?? null,
};

const choicesField: Field = {
  key: "o",
  read(text, refuse) {
    const { choices, problems } = readChoices(text, elementwiseForms, mostChoices, shownWrappers);
    for (const problem of problems) refuse(problem);
    return { choices };
  },
  write({ choices }) {
    const text = writeChoices(choices);
    return text === writeChoices(firstState.choices) ? null : text;
  },
};

const tuningField: Field = {
  key: "lr",
  read(text, refuse) {
    if (text === "best" || text === "default") return { tuning: text };
    const rate = toNumber(text);
    if (ranges.rate.holds(rate)) return { tuning: rate };
    refuse(`must be best, default or ${ranges.rate.text}, got ${excerpt(text)}; using best`);
    return {};
  },
  write: ({ tuning }) => (tuning === firstState.tuning ? null : `${tuning}`),
};

const axisField: Field = {
  key: "axis",
  read(text, refuse) {
    if (text === "x" || text === "y") return { axis: text === "x" ? 0 : 1 };
    refuse(`must be x or y, got ${excerpt(text)}; using x`);
    return {};
  },
  write: ({ axis }) => (axis === firstState.axis ? null : "y"),
};

/** The step comes last: it is at most the number of steps, which it also is if the hash names none. */
const stepField: Field = {
  key: "t",
  read(text, refuse) {
    const t = toNumber(text);
    if (ranges.step.holds(t)) return { t };
    refuse(`must be ${ranges.step.text}, got ${excerpt(text)}; using the last step`);
    return {};
  },
  write: ({ t, steps }) => (t === steps ? null : `${t}`),
};

const modeField: Field = {
  key: "m",
  read(text, refuse) {
    const mode = modes.find((one) => one === text);
    if (mode) return { mode };
    refuse(`must be one of ${modes.join(", ")}, got ${excerpt(text)}; using surface`);
    return {};
  },
  write: ({ mode }) => (mode === firstState.mode ? null : mode),
};

/** `ui=min` hides all parts, `hide` some. Both read and write `hidden`. */
const embedFields: readonly Field[] = [
  {
    key: "ui",
    read(text, refuse) {
      if (text === "min") return { hidden: pageParts };
      if (text !== "full") refuse(`must be min or full, got ${excerpt(text)}; using full`);
      return {};
    },
    write: ({ hidden }) => (hidden.length === pageParts.length ? "min" : null),
  },
  {
    key: "hide",
    read(text, refuse) {
      const words = text.split(",");
      const wrong = words.filter((word) => !pageParts.some((part) => part === word));
      if (wrong.length > 0) refuse(`must name ${pageParts.join(", ")}, got ${excerpt(wrong.join(","))}`);
      return { hidden: pageParts.filter((part) => words.includes(part)) };
    },
    write: ({ hidden }) => (hidden.length === 0 || hidden.length === pageParts.length ? null : hidden.join(",")),
  },
];

const exerciseField: Field = {
  key: "x",
  read(text, refuse) {
    const exercise = toNumber(text) - 1;
    if (exercises[exercise] !== undefined) return { exercise };
    refuse(`must be an integer in [1, ${exercises.length}], got ${excerpt(text)}; using 1`);
    return {};
  },
  write: ({ exercise }) => (exercise === firstState.exercise ? null : `${exercise + 1}`),
};

/** A link within the link, so its marks are written as `%26`. */
const pinField: Field = {
  key: "pin",
  read: (text) => ({ pin: splitPart(`pin=${text}`)[1] }),
  write: ({ pin }) => (pin === "" ? null : encodeURIComponent(pin)),
};

const fields: readonly Field[] = [
  modeField,
  surfaceField,
  formulaField,
  numberField("k", "condition", ranges.condition),
  numberField("rot", "rotation", ranges.rotation),
  startField,
  numberField("noise", "noise", ranges.noise),
  numberField("gclip", "clip", ranges.clip),
  numberField("l2", "decay", ranges.decay),
  numberField("s", "seed", ranges.seed),
  numberField("steps", "steps", ranges.steps),
  choicesField,
  tuningField,
  numberField("i", "inspected", ranges.step),
  axisField,
  numberField("line", "line", ranges.step),
  stepField,
  ...netFields,
  exerciseField,
  pinField,
  ...embedFields,
];

/** `#v=1&f=ackley&o=sgd(lr=0.001),adam`. The first state is `#v=1`. */
export function writeHash(state: LabState): string {
  const parts = fields.flatMap((field) => {
    const text = field.write(state);
    return text === null ? [] : [`${field.key}=${encodeURI(text)}`];
  });
  return `#${["v=1", ...parts].join("&")}`;
}

const longest = 4000;

/** Reads a hash. Never throws: a part that is wrong is left out, and named in `notices`. */
export function readHash(hash: string): ReadHash {
  const text = hash.replace(/^#/, "");
  if (text.length > longest)
    return { state: firstState, notices: [`link: must have at most ${longest} characters, got ${text.length}`] };
  const given = new Map(text.split("&").filter(Boolean).map(splitPart));
  const notices: string[] = [];
  let state: LabState = { ...firstState, t: Number.NaN };
  for (const { key, read } of fields) {
    const value = given.get(key);
    if (value !== undefined)
      state = { ...state, ...read(value, (problem) => notices.push(`link: ${key} ${problem}`), state) };
    given.delete(key);
  }
  const version = given.get("v") ?? "1";
  if (version !== "1") notices.push(`link: v must be 1, got ${excerpt(version)}; some settings may be missing`);
  given.delete("v");
  for (const key of [...given.keys()].slice(0, 5)) notices.push(`link: unknown part ${excerpt(key)}`);
  const { steps } = state;
  if (state.t > steps) notices.push(`link: t must be at most ${steps}, got ${state.t}; using ${steps}`);
  return { state: { ...state, t: Number.isNaN(state.t) ? steps : Math.min(state.t, steps) }, notices };
}

function splitPart(part: string): [key: string, value: string] {
  const at = part.indexOf("=");
  const [key, value] = at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
  try {
    return [key, decodeURIComponent(value)];
  } catch {
    return [key, value];
  }
}

const slug = (name: string): string => name.toLowerCase().replaceAll(" ", "-");
