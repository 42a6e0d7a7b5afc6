/** @file A preprocessing as ONNX operators: one input for each column, and predictions in the target's units. */

import type { Encoding, NumberEncoding, TextEncoding } from "../../data/preprocessing/support/encoding.ts";
import type { Target } from "../../data/preprocessing/support/target.ts";
import { dataTypes } from "../../generated/onnx.ts";
import type { OnnxGraph } from "./onnxGraph.ts";

/** The domain of encoders of texts. */
export const textDomain = "ai.onnx.ml";

/** Adds the operators that make the inputs of the model from the columns, each [batch, 1]; returns their name. */
export function addPreprocessing(graph: OnnxGraph, features: readonly Encoding[]): string {
  const parts = features.flatMap((feature) =>
    feature.kind === "text" ? textInputs(graph, feature) : numberInputs(graph, feature),
  );
  return graph.add("Concat", parts, { axis: 1 });
}

/** (x − mean) / deviation in Float64, rounded once; 0 where x is NaN. */
function numberInputs(graph: OnnxGraph, { name, mean, deviation, indicator }: NumberEncoding): string[] {
  const float = { to: dataTypes.FLOAT };
  const isMissing = graph.add("IsNaN", [name]);
  const difference = graph.add("Sub", [name, graph.constant(mean, "DOUBLE")]);
  const scaled =
    deviation === 0
      ? graph.add("Mul", [difference, graph.constant(0, "DOUBLE")])
      : graph.add("Div", [difference, graph.constant(deviation, "DOUBLE")]);
  const value = graph.add("Where", [isMissing, graph.constant(0, "DOUBLE"), scaled]);
  const input = graph.add("Cast", [value], float);
  return indicator ? [input, graph.add("Cast", [isMissing], float)] : [input];
}

/** One input for each level. "" is a missing cell: it has the input of the most frequent level. */
function textInputs(graph: OnnxGraph, { name, levels, mode, other, indicator }: TextEncoding): string[] {
  const places = new Map(levels.map((level, place) => [level, place]));
  const known = levels.filter((level) => level !== "");
  // An index above the last input gives zeros, for a text that has no input.
  const none = levels.length + 1;
  const code = graph.add(
    "LabelEncoder",
    [name],
    {
      keys_strings: { strings: [...known, ""] },
      values_int64s: [...known, mode].map((level) => places.get(level) ?? none),
      default_int64: other ? levels.length : none,
    },
    textDomain,
  );
  const depth = graph.constant(levels.length + (other ? 1 : 0), "INT64");
  const values = graph.floats(`${code}_values`, [0, 1], [2]);
  const inputs = graph.add("Flatten", [graph.add("OneHot", [code, depth, values])], { axis: 1 });
  if (!indicator) return [inputs];
  const missing = { keys_strings: { strings: [""] }, values_floats: { floats: [1] }, default_float: { float: 0 } };
  return [inputs, graph.add("LabelEncoder", [name], missing, textDomain)];
}

/** Adds the operators from the outputs of the model to the predictions; returns the names of the graph's outputs. */
export function addPrediction(graph: OnnxGraph, output: string, target: Target): string[] {
  if (target.task === "regression") {
    const spread = graph.add("Mul", [output, graph.constant(target.deviation)]);
    graph.add("Add", [spread, graph.constant(target.mean)]);
    return [graph.rename("prediction")];
  }
  graph.add("Softmax", [output], { axis: 1 });
  const probabilities = graph.rename("probabilities");
  const index = graph.add("ArgMax", [output], { axis: 1, keepdims: 0 });
  const { classNames } = target;
  const names = { keys_int64s: classNames.map((_, k) => k), values_strings: { strings: classNames } };
  graph.add("LabelEncoder", [index], names, textDomain);
  return [graph.rename("label"), probabilities];
}
