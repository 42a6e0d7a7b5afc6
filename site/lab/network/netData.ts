/** @file The examples of a network run, and how many inputs and classes they have. */
import type { Random } from "../../../src/autograd/random.ts";
import type { Dataset } from "../../../src/data/dataset.ts";
import { dataSets } from "./netOptions.ts";
import type { NetState } from "./netState.ts";
import { tableData } from "./tableData.ts";

type Part = Pick<NetState, "data" | "table" | "label">;

/** Examples to train on and to test on, of a data set that is drawn. */
export const examplesOf = (data: keyof typeof dataSets): { readonly train: number; readonly test: number } =>
  data === "digits" ? { train: 600, test: 200 } : { train: 400, test: 200 };

/** The examples of a state. A pasted table draws nothing. */
export function dataOf(
  { data, table, label }: Part,
  random: Random,
): { readonly train: Dataset; readonly test: Dataset } {
  if (data === "table") return tableData(table, label);
  const counts = examplesOf(data);
  const train = dataSets[data](counts.train, { random });
  return { train, test: dataSets[data](counts.test, { random }) };
}

/** The inputs of a perceptron, and the classes. */
export function sizesOf({ data, table, label }: Part): { readonly inputs: number; readonly classes: number } {
  if (data !== "table") return { inputs: 2, classes: data === "digits" ? 10 : 2 };
  const { inputs, classNames } = tableData(table, label);
  return { inputs, classes: classNames.length };
}

/** True for points of two classes in a plane, whose decision boundary can be drawn. */
export function isPlanar(state: Part): boolean {
  const { inputs, classes } = sizesOf(state);
  return state.data !== "digits" && inputs === 2 && classes === 2;
}
