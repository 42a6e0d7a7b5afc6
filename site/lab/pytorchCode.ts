/** @file The paths as a program for PyTorch, with the optimizers that `downhill emit` writes. */
import { definitionNotes } from "../../src/cli/explain/definitionNotes.ts";
import { className, snakeCase } from "../../src/emit/support/names.ts";
import { cos, sin } from "../../src/math/portable.ts";
import type { Choice } from "./choice.ts";
import { farAway } from "./descend.ts";
import { factories } from "./forms.ts";
import { constantOf } from "./formula/evaluateFormula.ts";
import { type FormulaNode, mentionsVariable, parseFormula } from "./formula/parseFormula.ts";
import type { Run } from "./run.ts";
import { type LabState, surfaceOf } from "./state.ts";
import { formulaOf } from "./surfaceFormulas.ts";
import { treatment } from "./words.ts";

/** The class and the module of a form, as `emit` names them. */
export const pythonNames = ({ rule, variant }: Pick<Choice, "rule" | "variant">): { title: string; module: string } => {
  const title = className(rule, variant);
  return { title, module: snakeCase(title) };
};

/** A program for PyTorch that computes the paths up to the step shown, in Float64. */
export function pytorchCode(run: Run, state: LabState): string {
  const kept = state.choices.flatMap((choice, i) => (isPlain(choice) ? [{ choice, i }] : []));
  const forms = [...new Map(kept.map(({ choice }) => [pythonNames(choice).title, choice])).values()];
  const told = treatment(state);
  return [
    "# The optimizers, written from the rules' own statements:",
    ...forms.map((form) => `#   ${emitCommand(form)}`),
    ...forms.flatMap(differences),
    ...(kept.length < state.choices.length
      ? ["# Rules that are wrong on purpose, and those inside wrappers, are left out."]
      : []),
    "import torch",
    "",
    ...forms.map((form) => `from ${pythonNames(form).module} import ${pythonNames(form).title}`),
    "",
    ...functionLines(state),
    "",
    "rules = {",
    ...kept.map(({ choice, i }) => `    "${run.names[i]}": lambda theta: ${construction(choice, run.rates[i])},`),
    "}",
    ...(told === "" ? [] : [`# ${told}`]),
    ...(state.noise === 0 ? [] : ["# PyTorch draws other numbers for the noise than the lab."]),
    ...loopLines(run, state),
  ].join("\n");
}

const isPlain = ({ bug, wrapper }: Choice): boolean => bug === undefined && wrapper === undefined;

const emitCommand = (form: Pick<Choice, "rule" | "variant">): string =>
  `downhill emit ${form.rule} ${form.variant === "" ? "" : `--variant ${form.variant} `}--to pytorch -o ${pythonNames(form).module}.py`;

/** The differences of PyTorch's optimizer of that name. */
function differences({ rule, variant }: Choice): string[] {
  const { differs } = definitionNotes(factories[rule].definition, variant);
  return differs.filter((one) => one.includes("PyTorch")).map((one) => `# torch.optim differs from ${rule}: ${one}`);
}

function construction({ rule, variant, settings }: Choice, lr: number): string {
  const given = Object.entries({ ...settings, lr }).map(([name, value]) => `${snakeCase(name)}=${value}`);
  return `${pythonNames({ rule, variant }).title}([theta], ${given.join(", ")})`;
}

function functionLines(state: LabState): string[] {
  const body = `    return ${pythonFormula(parseFormula(formulaOf(state)))}`;
  if (state.rotation === 0) return ["def f(x, y):", body];
  const [cx, cy] = surfaceOf(state).domain.map(([low, high]) => (low + high) / 2);
  const angle = (state.rotation * Math.PI) / 180;
  return [
    "def f(x, y):",
    `    c, s = ${cos(angle)}, ${sin(angle)}  # cosine and sine of ${state.rotation} degrees`,
    `    dx, dy = x - ${python(cx)}, y - ${python(cy)}`,
    `    x, y = dx * c + dy * s + ${python(cx)}, dy * c - dx * s + ${python(cy)}`,
    body,
  ];
}

function loopLines({ start }: Run, { t, noise, clip, decay, seed }: LabState): string[] {
  return [
    "for name, make in rules.items():",
    `    theta = torch.tensor([${start.join(", ")}], dtype=torch.float64, requires_grad=True)`,
    "    optimizer = make(theta)",
    ...(noise === 0 ? [] : [`    torch.manual_seed(${seed})`]),
    `    is_near = lambda: bool((theta.abs() <= ${farAway}).all())`,
    `    for _ in range(${t}):`,
    "        if not is_near():",
    "            break",
    "        optimizer.zero_grad()",
    "        f(*theta).backward()",
    ...(noise === 0 ? [] : [`        theta.grad += ${noise} * torch.randn(2, dtype=torch.float64)`]),
    ...(clip === 0 ? [] : [`        theta.grad *= min(1.0, ${clip} / max(theta.grad.norm().item(), 1e-300))`]),
    ...(decay === 0 ? [] : [`        theta.grad += ${decay} * theta.detach()`]),
    "        optimizer.step()",
    '    print(name, *theta.tolist(), f(*theta).item() if is_near() else "diverged")',
  ];
}

const symbols: Readonly<Record<string, string>> = { add: "+", sub: "-", mul: "*", div: "/", pow: "**" };

/** A formula in Python, with functions of torch. */
export function pythonFormula(node: FormulaNode): string {
  return mentionsVariable(node) ? written(node) : `0 * x + ${python(constantOf(node))}`;
}

function written(node: FormulaNode): string {
  if (!mentionsVariable(node)) return python(constantOf(node));
  if (node.kind !== "call") return (node as { name: string }).name;
  const args = node.args.map(written);
  if (Object.hasOwn(symbols, node.name)) return `(${args.join(` ${symbols[node.name]} `)})`;
  if (node.name === "neg") return `(-${args[0]})`;
  if (node.name !== "max" && node.name !== "min") return `torch.${node.name}(${args[0]})`;
  const constant = node.args.findIndex((one) => !mentionsVariable(one));
  if (constant < 0) return `torch.${node.name}imum(${args.join(", ")})`;
  return `torch.clamp(${args[1 - constant]}, ${node.name === "max" ? "min" : "max"}=${args[constant]})`;
}

/** A number as Python writes it. */
function python(x: number): string {
  if (Number.isFinite(x)) return x < 0 ? `(${x})` : `${x}`;
  return `float("${Number.isNaN(x) ? "nan" : x < 0 ? "-inf" : "inf"}")`;
}
