/** @file A network run as a program that uses the library alone and prints the same numbers. */
import { describe, type Schedule } from "../../../src/schedules/index.ts";
import type { Choice } from "../choice.ts";
import { examplesOf, sizesOf } from "./netData.ts";
import { channels } from "./netModel.ts";
import { outputsFor } from "./netOptions.ts";
import { netRule } from "./netRule.ts";
import type { NetRun } from "./netRun.ts";
import type { NetState } from "./netState.ts";
import { tableData, testShare } from "./tableData.ts";

const generators = { spiral: "spiral", moons: "twoMoons", circles: "circles", xor: "xor", gauss: "gauss" } as const;
const layerNames = { tanh: "Tanh", relu: "ReLU", gelu: "GELU", sigmoid: "Sigmoid" } as const;

/** The program up to step t: it prints the test loss of every rule. */
export function netSnippet({ names, records, state }: NetRun, t: number): string {
  const body = [
    ...dataLines(state),
    "",
    ...modelLines(state),
    "",
    ...lossLines(state),
    "",
    "const rules = [",
    ...state.choices.flatMap((choice, i) => {
      // A rule that ended makes no further step.
      const steps = Math.min(t, records[i].end?.t ?? t);
      return choice.bug === undefined
        ? [`  { name: "${names[i]}", steps: ${steps}, rule: ${ruleText(choice, state)} },`]
        : [];
    }),
    "];",
    "",
    ...loopLines(state, t),
  ].join("\n");
  const own = state.choices.filter(({ bug }) => bug === undefined).map(({ rule }) => rule);
  const used = [...known, ...own].filter((name) => new RegExp(`\\b${name}\\b`).test(body));
  const types = state.data === "table" ? ["type Dataset", "type PreparedTable"] : ["type Dataset"];
  return `import { ${[...new Set(used), ...types].sort().join(", ")} } from "downhill";\n\n${body}\n`;
}

/** The names that a program may import, besides rules. */
const known: readonly string[] = [
  ...[
    ...Object.values(generators),
    ...Object.values(layerNames),
    "drawnDigits",
    "parseTable",
    "prepareTable",
    "avgPool2d",
    "slice",
    "Random",
  ],
  ...["Loader", "Optimizer", "trainStep", "noGrad", "Sequential", "Linear", "Conv2d", "MaxPool2d", "Flatten", "Tensor"],
  ...["tensor", "zeros", "crossEntropy", "mse", "binaryCrossEntropyWithLogits", "l2", "decoupledDecay"],
  ...["xavierUniform", "xavierNormal", "kaimingUniform", "kaimingNormal", "orthogonal"],
  ...["linearWarmup", "cosine", "oneCycle", "stepDecay", "warmupStableDecay"],
];

function dataLines(state: NetState): string[] {
  const { data, seed, batch } = state;
  const loader = `const loader = new Loader(train, { batch: ${batch}, random: random.split() });`;
  if (data === "table") return [...tableLines(state), loader];
  const { train, test } = examplesOf(data);
  const draw = data === "digits" ? "digits" : generators[data];
  const call = (n: number): string => (data === "digits" ? `digits(${n})` : `${draw}(${n}, { random })`);
  const digits = [
    "function digits(n: number): Dataset {",
    "  const { inputs, labels, classes } = drawnDigits(n, { random });",
    "  const middle = slice(new Tensor(inputs), [null, null, [2, 26], [2, 26]]);",
    "  return { inputs: avgPool2d(middle, 2), labels, classes };",
    "}",
  ];
  return [
    `const random = new Random(${seed});`,
    ...(data === "digits" ? digits : []),
    `const train = ${call(train)};`,
    `const test = ${call(test)};`,
    loader,
  ];
}

/** Classes are examples with labels, which the type of a prepared table leaves open. */
function tableLines({ table, label, seed }: NetState): string[] {
  const { label: target } = tableData(table, label);
  return [
    `const text = ${JSON.stringify(table)};`,
    `const random = new Random(${seed});`,
    `const options = { random: new Random(0), test: ${testShare}, target: ${JSON.stringify(target)} };`,
    'const { train, test } = prepareTable(parseTable(text, "table"), options) as PreparedTable & { train: Dataset; test: Dataset };',
  ];
}

function modelLines(state: NetState): string[] {
  const { data, hidden, activation, loss, init, seed } = state;
  const { inputs, classes } = sizesOf(state);
  const act = `new ${layerNames[activation]}()`;
  const sizes = [inputs, ...hidden, outputsFor(loss, classes)];
  const perceptron = sizes
    .slice(1)
    .flatMap((size, i) => [`new Linear(${sizes[i]}, ${size}, { random })`, ...(i < hidden.length ? [act] : [])]);
  const convolutions = [
    `new Conv2d(1, ${channels[0]}, 3, { random, padding: 1 })`,
    ...[act, "new MaxPool2d(2)", `new Conv2d(${channels[0]}, ${channels[1]}, 3, { random })`, act, "new Flatten()"],
    `new Linear(${16 * channels[1]}, 10, { random })`,
  ];
  const layers = data === "digits" ? convolutions : perceptron;
  const zero = "parameter.assign(new Float32Array(parameter.size));";
  return [
    "function makeModel() {",
    `  const random = new Random(${seed + 1});`,
    "  const model = new Sequential(",
    ...layers.map((layer) => `    ${layer},`),
    "  );",
    ...(init === "default" ? [] : ["  for (const parameter of model.parameters())"]),
    ...(init === "zeros" ? [`    ${zero}`] : []),
    ...(init === "default" || init === "zeros"
      ? []
      : [`    if (parameter.shape.length > 1) ${init}(parameter, { random });`, `    else ${zero}`]),
    "  return model;",
    "}",
  ];
}

function lossLines(state: NetState): string[] {
  const { loss } = state;
  if (loss === "crossEntropy")
    return ["const loss = (outputs: Tensor, { labels }: Dataset) => crossEntropy(outputs, labels);"];
  if (outputsFor(loss, sizesOf(state).classes) === 1)
    return [
      "const loss = (outputs: Tensor, { labels }: Dataset) =>",
      "  binaryCrossEntropyWithLogits(outputs, tensor(Array.from(labels), { shape: outputs.shape }));",
    ];
  return [
    "function loss(outputs: Tensor, { labels, classes }: Dataset) {",
    "  const targets = zeros(outputs.shape);",
    "  for (const [i, label] of labels.entries()) targets.data[i * classes + label] = 1;",
    `  return ${loss}(outputs, targets);`,
    "}",
  ];
}

/** `l2(adam({ lr: cosine(0.01, 2000) }), { l2: 0.01 })` */
function ruleText(choice: Choice, state: NetState): string {
  const made = netRule(choice, state);
  const { lr } = made.hyper;
  const settings: Record<string, number | string> = {
    ...choice.settings,
    lr: typeof lr === "number" ? lr : scheduleText(lr),
  };
  const isWrapped = made.inner !== undefined && state.decay !== "none";
  if (state.decay === "decoupledDecay" && !isWrapped) settings.weightDecay = state.lambda;
  const parts = Object.entries(settings).map(([name, value]) => `${name}: ${value}`);
  const variant = choice.variant === "" ? [] : [`variant: "${choice.variant}"`];
  const rule = `${choice.rule}({ ${[...parts, ...variant].join(", ")} })`;
  if (!isWrapped) return rule;
  return `${state.decay}(${rule}, { ${state.decay === "l2" ? "l2" : "weightDecay"}: ${state.lambda} })`;
}

const scheduleText = (schedule: Schedule): string => {
  const { name, args } = describe(schedule);
  return `${name}(${Object.values(args)
    .map((value) => JSON.stringify(value))
    .join(", ")})`;
};

function loopLines({ clip }: NetState, t: number): string[] {
  const options = clip > 0 ? `, { clip: ${clip} }` : "";
  return [
    "const runs = rules.map(({ name, steps, rule }) => {",
    "  const model = makeModel();",
    "  return { name, steps, model, optimizer: new Optimizer(model.parameters(), rule) };",
    "});",
    `for (let t = 1; t <= ${t}; t++) {`,
    "  const batch = loader.next();",
    "  for (const { steps, model, optimizer } of runs)",
    `    if (t <= steps) trainStep(model, optimizer, batch, loss${options});`,
    "}",
    "for (const { name, model } of runs)",
    "  console.log(name, noGrad(() => loss(model.forward(new Tensor(test.inputs)), test).item()));",
  ];
}
