/** @file A run that is kept in sight while settings change. */
import { short } from "../../src/cli/terminal/numbers.ts";
import type { Series } from "./chartModel.ts";
import { writeChoices } from "./choiceText.ts";
import { readHash, writeHash } from "./hash.ts";
import { lookOf } from "./look.ts";
import { type Run, runOf } from "./run.ts";
import { firstState, type LabState, startOf, surfaceText } from "./state.ts";
import { valueAt } from "./words.ts";

export interface Pinned {
  readonly state: LabState;
  readonly run: Run;
}

/** The text that pins the present run: its link without the parts that change nothing on the stage. */
export function pinOf(state: LabState): string {
  const { mode, net, exercise, hidden, inspected, axis, line, pin } = firstState;
  return writeHash({ ...state, mode, net, exercise, hidden, inspected, axis, line, pin, t: state.steps }).slice(1);
}

let last: { readonly pin: string; readonly pinned: Pinned } | null = null;

/** The pinned run; null without one. */
export function pinnedOf({ pin }: Pick<LabState, "pin">): Pinned | null {
  if (pin === "") return null;
  if (pin !== last?.pin) {
    const { state } = readHash(pin);
    last = { pin, pinned: { state, run: runOf(state) } };
  }
  return last.pinned;
}

const frame = (state: LabState): string => JSON.stringify([surfaceText(state), state.condition, state.rotation]);

/** True if the pinned paths belong on the present picture. */
export const sharesFrame = (pinned: Pinned, state: LabState): boolean => frame(pinned.state) === frame(state);

/** The curves of the pinned run above its lowest value, faint, if they belong beside the present ones. */
export function pinnedHeights(state: LabState): Series[] {
  const pinned = pinnedOf(state);
  if (pinned === null || !sharesFrame(pinned, state)) return [];
  const { run, state: before } = pinned;
  return run.paths.map(({ values, last }, i) => ({
    values: values.map((value) => value - run.surface.minimum),
    length: Math.min(last, state.steps) + 1,
    mayLeave: true,
    isFaint: true,
    look: lookOf(before.choices[i], before.choices[i].look),
  }));
}

const settings: readonly (readonly [name: string, text: (state: LabState) => string])[] = [
  ["function", surfaceText],
  ["condition κ", ({ condition }) => `${condition}`],
  ["turn", ({ rotation }) => `${rotation}`],
  ["start", (state) => startOf(state).join(", ")],
  ["noise", ({ noise }) => `${noise}`],
  ["clip", ({ clip }) => `${clip}`],
  ["decay", ({ decay }) => `${decay}`],
  ["seed", ({ seed }) => `${seed}`],
  ["steps", ({ steps }) => `${steps}`],
  ["learning rates", ({ tuning }) => `${tuning}`],
  ["rules", ({ choices }) => writeChoices(choices) || "none"],
];

/** The settings that differ, and the values of the rules that both runs have, at the step shown. */
export function pinWords({ state: before, run: pinned }: Pinned, state: LabState, run: Run): string[] {
  const changed = settings.flatMap(([name, text]) =>
    text(before) === text(state) ? [] : [`${name}: pinned ${text(before)}, now ${text(state)}`],
  );
  const values = run.names.flatMap((name, i) => {
    const k = pinned.names.indexOf(name);
    if (k < 0) return [];
    const [a, b] = [valueAt(pinned.paths[k], state.t), valueAt(run.paths[i], state.t)].map(short);
    return [`${name} at step ${state.t}: pinned f = ${a}, now ${b}`];
  });
  const elsewhere = sharesFrame({ state: before, run: pinned }, state)
    ? []
    : ["The pinned run is on another function or turn, so its paths are not drawn"];
  if (changed.length === 0)
    return ["Nothing differs from the pinned run; its paths stay in sight, thin and faint, when you change a setting"];
  return [...changed, ...elsewhere, ...values];
}
