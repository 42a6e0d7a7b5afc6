/** @file A rule as a `torch.optim.Optimizer`. */
import type { Recipe } from "./recipe.ts";
import { titleOf, wordsOf } from "./support/header.ts";
import { writer } from "./support/infix.ts";
import { className, namer } from "./support/names.ts";
import { argumentLines, argumentsOf, docstring, helperText, pythonWords, rangeTable } from "./support/python.ts";
import { type PythonContext, pythonFile } from "./support/pythonFile.ts";
import { layout } from "./support/pythonLayout.ts";
import { pythonLines } from "./support/pythonLines.ts";
import { pythonSchedule } from "./support/pythonSchedule.ts";
import { arrayLines, elementNames, isElementIn } from "./support/scope.ts";
import { signsOf } from "./support/signs.ts";
import { torchDialect, torchHelpers } from "./support/torchDialect.ts";
import { torchLine } from "./support/torchLine.ts";
import { expressionsIn, mentions } from "./support/walk.ts";
import type { Target } from "./targets.ts";

const checked =
  "Checked: downhill's tests run such files for every rule and wrapper with PyTorch 1.13 in Float64. Their " +
  "paths are compared with trajectories of 50 digits.";

export const pytorch: Target = {
  what: "a torch.optim.Optimizer with parameter groups",
  checked,
  write: (recipe, flags) => pythonFile(recipe, moduleText(recipe, flags)),
};

/** Returns a Python module with an optimizer class. */
function moduleText(recipe: Recipe, flags: string): string {
  const name = namer(pythonWords);
  const used = new Set<string>();
  const write = writer(torchDialect(elementNames(recipe), name, signsOf(recipe), (helper) => used.add(helper)));
  const title = className(...wordsOf(recipe));
  const context: PythonContext = { recipe, title, name, write };
  const update = updateFunction(context);
  const methods = [initMethod(context), groupCheck(title), step(context), stateMethod(context), ...averaging(context)];
  const schedule = pythonSchedule(recipe.schedule ?? [], (helper) => used.add(helper));
  const parts = [
    rangeTable(recipe, name),
    ...helperText(used, torchHelpers),
    update,
    `class ${title}(Optimizer):\n${methods.map((lines) => lines.join("\n")).join("\n\n")}`,
    ...schedule,
    ...(schedule.length > 0 ? [schedulerClass] : []),
  ];
  const head = docstring(`${titleOf(recipe)}, as a PyTorch optimizer.`, recipe, "pytorch", flags, checked);
  const imports = ["import math", "", "import torch", "from torch.optim import Optimizer"];
  if (schedule.length > 0) imports.push("from torch.optim.lr_scheduler import _LRScheduler");
  return `${[...head, "", ...imports].join("\n")}\n\n${parts.join("\n\n\n")}\n`;
}

const schedulerClass = `class Schedule(_LRScheduler):
    """Set lr of every group to schedule(t). Call step() after each optimizer.step()."""

    def get_lr(self):
        return [schedule(self.last_epoch + 1) for _ in self.optimizer.param_groups]`;

function initMethod({ recipe, name }: PythonContext): string[] {
  const named = recipe.hyper.map(({ name: key }) => `${name(key)}=${name(key)}`);
  return [
    `    """${titleOf(recipe)}. The equations are at the top of this file.`,
    "",
    "    Args:",
    "        params: the parameters, or dicts that define parameter groups",
    ...argumentLines(recipe, name).map((line) => `        ${line}`),
    '    """',
    "",
    ...layout(`def __init__(${["self", "params", ...argumentsOf(recipe, name)].join(", ")}):`, 4),
    ...layout(`super().__init__(params, dict(${named.join(", ")}))`, 8),
  ];
}

const groupCheck = (title: string): string[] => [
  "    def add_param_group(self, param_group):",
  '        """Add a parameter group. Raise ValueError if a hyperparameter is out of range."""',
  "        for name, (text, holds) in _RANGES.items():",
  "            value = param_group.get(name, self.defaults[name])",
  "            if not holds(value):",
  ...layout(`raise ValueError(f"${title}: {name} must be {text}, got {value}")`, 16),
  "        super().add_param_group(param_group)",
];

const step = ({ recipe, title }: PythonContext): string[] => [
  "    @torch.no_grad()",
  "    def step(self, closure=None):",
  '        """Update every parameter that has a gradient. Return the loss of `closure`."""',
  "        loss = None",
  "        if closure is not None:",
  "            with torch.enable_grad():",
  "                loss = closure()",
  "        for group in self.param_groups:",
  '            for p in group["params"]:',
  "                if p.grad is None:",
  "                    continue",
  "                if p.grad.is_sparse:",
  ...layout(`raise RuntimeError("${title}: gradients must be dense, got a sparse one")`, 20),
  ...(recipe.average
    ? [
        '                if "theta" in self.state[p]:',
        ...layout(`raise RuntimeError("${title}: call train() before step(), after eval()")`, 20),
      ]
    : []),
  "                _update(p, p.grad, self._state_of(p, group), group)",
  "        return loss",
];

function stateMethod({ recipe, name, write }: PythonContext): string[] {
  const hyper = new Set(recipe.hyper.map(({ name: key }) => key));
  const lines = recipe.state.flatMap(({ name: buffer, initial, single }) => {
    const value = typeof initial === "string" && hyper.has(initial) ? `group["${name(initial)}"]` : write(initial).text;
    if (single) return [`state["${buffer}"] = ${Number(initial).toFixed(1)}`];
    if (initial === "theta") return [`state["${buffer}"] = p.clone()`];
    return layout(`state["${buffer}"] = ${initial === 0 ? "torch.zeros_like(p)" : `torch.full_like(p, ${value})`}`, 0);
  });
  return [
    "    def _state_of(self, p, group):",
    '        """Return the state of a parameter. Make it before the first update."""',
    "        state = self.state[p]",
    '        if "step" not in state:',
    '            state["step"] = 0',
    ...lines.map((line) => `            ${line}`),
    "        return state",
  ];
}

/** The function that has the equations. */
function updateFunction(context: PythonContext): string {
  const { recipe, name, write } = context;
  const isElement = isElementIn(elementNames(recipe));
  const singles = new Set(recipe.state.filter(({ single }) => single).map(({ name: buffer }) => buffer));
  const lines = arrayLines(recipe);
  const read = (key: string): boolean =>
    expressionsIn(recipe.steps).some((node) => mentions(node, (one) => one === key)) ||
    lines.some(({ target }) => target === key);
  const bound = [
    ...recipe.hyper.filter((one) => read(one.name)).map((one) => `${name(one.name)} = group["${name(one.name)}"]`),
    ...recipe.state.map(({ name: buffer }) => `${name(buffer)} = state["${buffer}"]`),
    'state["step"] += 1',
    ...(read("t") ? ['t = state["step"]'] : []),
  ];
  const torch = { write, name, isElement, isSingle: (key: string) => singles.has(key) };
  const body = pythonLines(lines, write, (line) => torchLine(line, torch));
  const head = ["def _update(theta, g, state, group):", '    """Update one parameter and its state in place."""'];
  return [...head, ...bound.flatMap((line) => layout(line, 4)), ...body].join("\n");
}

/** `eval` and `train`, for rules with averaged weights. */
function averaging({ recipe, name, write }: PythonContext): string[][] {
  if (recipe.average === undefined) return [];
  const { buffer, when } = recipe.average;
  const hyper = recipe.hyper.filter((one) => when && mentions(when, (key) => key === one.name));
  const condition = when === undefined ? [] : [`            if not (${write(when).text}):`, "                continue"];
  return [
    [
      "    @torch.no_grad()",
      "    def eval(self):",
      `        """Put the averaged weights \`${buffer}\` into the parameters that have them."""`,
      "        for group, p in self._all():",
      "            state = self.state[p]",
      `            if "theta" in state or "${buffer}" not in state:`,
      "                continue",
      ...(when === undefined ? [] : ['            t = state["step"]']),
      ...hyper.map((one) => `            ${name(one.name)} = group["${name(one.name)}"]`),
      ...condition,
      '            state["theta"] = p.clone()',
      `            p.copy_(state["${buffer}"])`,
    ],
    [
      "    @torch.no_grad()",
      "    def train(self):",
      '        """Put the weights of training back."""',
      "        for _, p in self._all():",
      '            if "theta" in self.state[p]:',
      '                p.copy_(self.state[p].pop("theta"))',
    ],
    ["    def _all(self):", '        return [(group, p) for group in self.param_groups for p in group["params"]]'],
  ];
}
