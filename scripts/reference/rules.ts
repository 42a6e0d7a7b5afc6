/** @file The tables of rules and wrappers, from their definitions. */
import type { Kind } from "../../src/check/kinds.ts";
import {
  type Definition,
  type Difference,
  type Rule,
  rules,
  type Source,
  sgd,
  stateBytes,
  type WrapperFactory,
  wrappers,
} from "../../src/optim/index.ts";
import { citation } from "../../src/optim/support/citation.ts";
import { byName, cell, table } from "./comments.ts";

const fileOf = (name: string): string => `../../src/optim/${name in wrappers ? "wrappers" : "rules"}/${name}.ts`;

function cite(source: Source | undefined): string {
  if (source === undefined) return "";
  const { url, place } = source;
  const text = citation(source);
  return cell(`${url === undefined ? text : `[${text}](${url})`}${place === undefined ? "" : `, ${place}`}`);
}

/** 0.01, but 1e-6. */
const short = (value: number): string =>
  value !== 0 && (Math.abs(value) < 1e-3 || value >= 1e6) ? value.toExponential().replace("+", "") : String(value);

const settings = (kinds: Definition["hyper"]): string => {
  const show = ([key, { fallback }]: [string, Kind<number>]): string =>
    `${key} ${fallback === undefined ? "(required)" : short(fallback)}`;
  return Object.entries(kinds).map(show).join(", ");
};

/** Bytes of state for each weight of a Float32 matrix of 256 × 256. */
function bytesPerWeight(rule: Rule): number {
  const bytes = stateBytes(rule, [256, 256]) / 65_536;
  return bytes < 1 ? Number(bytes.toPrecision(2)) : Math.round(bytes);
}

const variantsOf = ({ variants }: Definition): string =>
  Object.keys(variants)
    .map((name) => `"${name}"`)
    .join(", ");

const head = ["source", "hyperparameters", "variants", "bytes"];

const row = (name: string, definition: Definition, bytes: number): (string | number)[] => [
  `[${name}](${fileOf(name)})`,
  cite(definition.source),
  settings(definition.hyper),
  variantsOf(definition),
  bytes,
];

export const ruleTable = (): string =>
  table(
    ["rule", ...head],
    byName(rules).map(([name, factory]) => row(name, factory.definition, bytesPerWeight(factory()))),
  );

/** Around gradient descent, which has no state. Required hyperparameters are 1. */
function wrapped(wrapper: WrapperFactory): Rule {
  const required = Object.entries(wrapper.definition.hyper).filter(([, { fallback }]) => fallback === undefined);
  return wrapper(sgd(), Object.fromEntries(required.map(([key]) => [key, 1])));
}

export const wrapperTable = (): string =>
  table(
    ["wrapper", ...head],
    byName(wrappers).map(([name, wrapper]) => row(name, wrapper.definition, bytesPerWeight(wrapped(wrapper)))),
  );

const differences = (): [string, Difference][] =>
  [...byName(rules), ...byName(wrappers)].flatMap(([name, { definition }]) =>
    definition.differsFrom.map((one): [string, Difference] => [name, one]),
  );

const differenceRow = ([name, { who, variant, how }]: [string, Difference]): string[] => [
  `[${name}](${fileOf(name)})`,
  cell(who),
  variant ? `"${variant}"` : "",
  cell(how),
];

/** Every difference to a published form or program. */
export const differenceTable = (): string =>
  table(["rule", "differs from", "their form here", "difference"], differences().map(differenceRow));

/** The differences to PyTorch. */
export const pytorchTable = (): string =>
  table(
    ["rule", "differs from", "their form here", "difference"],
    differences()
      .filter(([, { who }]) => who.includes("PyTorch"))
      .map(differenceRow),
  );
