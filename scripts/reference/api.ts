/** @file The API index: every export of every entry, grouped by its folder. */
import * as main from "../../src/index.ts";
import * as node from "../../src/node.ts";
import * as testing from "../../src/testing/index.ts";
import { byName, firstSentence, readComment, table } from "./comments.ts";

/** Folders in the order of the index, with their titles. A name belongs to the first that its file begins with. */
const groups: readonly (readonly [folder: string, title: string])[] = [
  ["src/autograd/create", "Create tensors"],
  ["src/autograd/ops/arithmetic", "Arithmetic, with broadcasting"],
  ["src/autograd/ops/activations", "Activations"],
  ["src/autograd/ops/reductions", "Reductions along axes"],
  ["src/autograd/ops/selection", "Selection, by comparison or by index"],
  ["src/autograd/ops/shapes", "Shapes"],
  ["src/autograd/ops/networks", "Networks"],
  ["src/autograd/ops/losses", "Losses"],
  ["src/autograd", "Tensors and the tape"],
  ["src/array", "Tensors and the tape"],
  ["src/nn/layers", "Layers"],
  ["src/nn/init", "Initialisation"],
  ["src/nn", "Models"],
  ["src/optim/rules", "Update rules"],
  ["src/optim/wrappers", "Wrappers of rules"],
  ["src/optim", "Optimizers"],
  ["src/schedules/compose", "Compose schedules"],
  ["src/schedules/reducers", "Schedules from a metric"],
  ["src/schedules", "Schedules"],
  ["src/training", "Training loops"],
  ["src/data/generators", "Generated data"],
  ["src/data/readers", "Read data"],
  ["src/data/surfaces", "Test functions"],
  ["src/data", "Data sets and batches"],
  ["src/model", "Models as files"],
  ["src/checkpoint", "Weights and runs as bytes"],
  ["src/kernels", "Kernels"],
];

const nodeTitle = "Files, in `downhill/node`";
const testingTitle = "Checks, in `downhill/testing`";

export function apiTables(): string {
  const rows = new Map<string, string[][]>(
    [...groups.map(([, title]) => title), nodeTitle, testingTitle].map((title) => [title, []]),
  );
  for (const [name] of byName<unknown>({ ...main, ...node, ...testing })) {
    const { file } = readComment(name);
    const title = titleOf(name, file);
    if (title === undefined) throw new Error(`${name}: ${file} is in no group of the API index; add its folder`);
    rows.get(title)?.push([`[\`${name}\`](../../${file})`, firstSentence(name)]);
  }
  return [...rows]
    .filter(([, list]) => list.length > 0)
    .map(([title, list]) => `## ${title}\n\n${table(["name", "what it does"], list)}`)
    .join("\n\n");
}

function titleOf(name: string, file: string): string | undefined {
  if (name in main) return groups.find(([folder]) => file.startsWith(`${folder}/`))?.[1];
  return name in node ? nodeTitle : testingTitle;
}
