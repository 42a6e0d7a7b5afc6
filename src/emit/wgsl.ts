/** @file A rule as a compute shader of WebGPU. */
import type { Expression } from "./program.ts";
import type { Recipe } from "./recipe.ts";
import { breakLine, clikeOperators, headLines } from "./support/clike.ts";
import { conditionalLines } from "./support/conditionalLines.ts";
import { titleOf, wordsOf } from "./support/header.ts";
import { atom, call, type Dialect, type Write, writer } from "./support/infix.ts";
import { className, namer, snakeCase } from "./support/names.ts";
import { blocksOf, type Line } from "./support/scope.ts";
import { type Host, hostOf, hostWriter, isCondition } from "./support/wgslHost.ts";
import type { Target } from "./targets.ts";

const checked =
  "Checked: downhill's tests run such shaders for every rule and wrapper in Chromium, on its software GPU. Their paths " +
  "agree with trajectories of 50 digits within the rounding of Float32.";

const words =
  "alias break case const const_assert continue continuing default diagnostic discard else enable false fn for if let " +
  "loop override requires return struct switch true var while active as auto class delete do enum export extern final " +
  "from get goto import in inline match mod move mut new null of operator out package pass precise private public ref " +
  "self set shared sizeof smooth static std super target template this throw trait try type typedef union unless use " +
  "using virtual volatile where with yield n array f32 u32 i32 bool vec3 step i id lane size partial total sum";

export const wgsl: Target = {
  what: "a WGSL compute shader, with the numbers of a step from the host",
  checked,
  write(recipe, flags) {
    if (recipe.schedule)
      throw new RangeError(
        "emit: for wgsl lr must be a number, since the host gives it for every step; leave the schedule out",
      );
    return [{ name: `${snakeCase(className(...wordsOf(recipe)))}.wgsl`, text: shaderText(recipe, flags) }];
  },
};

interface Context {
  recipe: Recipe;
  name(key: string): string;
  host: Host;
  used: Set<string>;
  write: Write;
}

function shaderText(recipe: Recipe, flags: string): string {
  const name = namer(words.split(" "));
  const host = hostOf(recipe);
  const used = new Set<string>();
  const write = writer(dialect(recipe, name, host, used));
  const context: Context = { recipe, name, host, used, write };
  const blocks = blocksOf(recipe);
  const hasSums = blocks.some(({ lines }) => lines.some(({ kind }) => kind === "sum"));
  const main = hasSums ? groupMain(context) : elementMain(context);
  const head = headLines(`${titleOf(recipe)}, as a compute shader of WebGPU.`, recipe, "wgsl", flags, checked);
  const comment = [...head, "", ...usage(context, hasSums)].map((line) => `// ${line}`.trimEnd());
  const helpers = [...used].sort().map((helper) => `${helperText[helper]}\n`);
  if (hasSums) helpers.push(sumText);
  return `${[[...comment, "", ...bindings(context)].join("\n"), ...helpers.map((text) => text.trimEnd()), main.join("\n")].join("\n\n")}\n`;
}

const arraysOf = ({ state }: Recipe) => state.filter(({ single }) => !single);

/** The bind group, and what the host does for each step. */
function usage(context: Context, hasSums: boolean): string[] {
  const { recipe, name } = context;
  const singles = new Set(recipe.state.filter(({ single }) => single).map((one) => one.name));
  const write = hostWriter(name, singles);
  const arrays = arraysOf(recipe).map(({ name: buffer, initial }, i) => {
    const start = initial === "theta" ? "a copy of theta" : `${write(initial).text} everywhere`;
    return `  ${i + 3}  storage, read_write  ${name(buffer)}: before the first step ${start}`;
  });
  return [
    "Bind group 0:",
    "  0  uniform              Step: n as u32, then the numbers of uniforms() below as f32, in this order",
    "  1  storage, read_write  theta: n weights",
    "  2  storage, read        g: their gradient",
    ...arrays,
    hasSums
      ? "Dispatch one workgroup for each parameter: its lanes share the sums."
      : "Dispatch ceil(n / 256) workgroups.",
    "",
    "The host computes the numbers of step t = 1, 2, ... in doubles, in JavaScript:",
    "",
    ...hostFunction(context, write, singles).map((line) => `    ${line}`),
    ...(singles.size === 0
      ? []
      : [
          "",
          `\`state\` is kept on the host: { ${[...singles].map((key) => `${name(key)}: ${initialOf(recipe, key)}`).join(", ")} } before the first step.`,
        ]),
  ];
}

/** The function of the host, in JavaScript. A condition becomes 1 or 0. */
function hostFunction({ recipe, name, host }: Context, write: Write, singles: ReadonlySet<string>): string[] {
  const numbers = host.numbers.map(({ value }) => `${write(value).text}${isCondition(value) ? " ? 1 : 0" : ""}`);
  return [
    `function uniforms({ ${recipe.hyper.map((one) => name(one.name)).join(", ")} }, t, state) {`,
    ...host.statements.map(([target, operator, node]) => {
      const left = singles.has(target)
        ? `state.${name(target)}`
        : operator === "="
          ? `const ${name(target)}`
          : name(target);
      return `  ${left} ${operator} ${write(node).text};`;
    }),
    `  return [${numbers.join(", ")}];`,
    "}",
  ];
}

const initialOf = ({ state }: Recipe, key: string): string => `${state.find((one) => one.name === key)?.initial}`;

function bindings({ recipe, name, host }: Context): string[] {
  return [
    "struct Step {",
    "  n: u32,",
    ...host.numbers.map((one) => `  ${name(one.name)}: f32,`),
    "}",
    "",
    "@group(0) @binding(0) var<uniform> step: Step;",
    "@group(0) @binding(1) var<storage, read_write> theta: array<f32>;",
    "@group(0) @binding(2) var<storage, read> g: array<f32>;",
    ...arraysOf(recipe).map(
      ({ name: buffer }, i) => `@group(0) @binding(${i + 3}) var<storage, read_write> ${name(buffer)}: array<f32>;`,
    ),
  ];
}

const helperText: Readonly<Record<string, string>> = {
  safe_divide: `// a / b, or 0 where b is 0: a weight without gradients so far does not move.
fn safe_divide(a: f32, b: f32) -> f32 {
  if (b == 0.0) {
    return 0.0;
  }
  return a / b;
}`,
};

const sumText = `const size = 256u;
var<workgroup> partial: array<f32, size>;

// The sum of x over all lanes of the workgroup.
fn sum(lane: u32, x: f32) -> f32 {
  partial[lane] = x;
  workgroupBarrier();
  for (var width = size / 2u; width > 0u; width /= 2u) {
    if (lane < width) {
      partial[lane] += partial[lane + width];
    }
    workgroupBarrier();
  }
  let total = partial[0];
  workgroupBarrier();
  return total;
}`;

/** Numbers that the host computes are members of the uniform; elements have an index. */
function dialect(recipe: Recipe, name: (key: string) => string, host: Host, used: Set<string>): Dialect {
  const arrays = new Set(["theta", "g", ...arraysOf(recipe).map((one) => one.name)]);
  const number = (value: number): string => (Number.isInteger(value) ? `${value}.0` : `${value}`);
  const ofHost = (node: Expression): string => `step.${name(host.take(node))}`;
  return {
    name: (key) => (arrays.has(key) ? `${name(key)}[i]` : host.isHost(key) ? ofHost(key) : name(key)),
    number,
    operators: clikeOperators,
    special(node, write) {
      if (host.isHost(node)) return atom(isCondition(node) ? `(${ofHost(node)} != 0.0)` : ofHost(node));
      const [operator, ...operands] = node;
      if (operator === "?") return call("select", [operands[2], operands[1], operands[0]], write);
      if (operator === "safeDivide") {
        used.add("safe_divide");
        return call("safe_divide", operands, write);
      }
      return ["sqrt", "abs", "min", "max", "exp", "log", "sign"].includes(operator)
        ? call(operator, operands, write)
        : undefined;
    },
  };
}

/** Every invocation has one element. */
function elementMain(context: Context): string[] {
  const body = blocksOf(context.recipe).flatMap(({ loop, lines }) => (loop ? loopLines(lines, context, 2) : []));
  return [
    "@compute @workgroup_size(256)",
    "fn main(@builtin(global_invocation_id) id: vec3<u32>) {",
    "  let i = id.x;",
    "  if (i >= step.n) {",
    "    return;",
    "  }",
    ...body,
    "}",
  ];
}

/** One workgroup has the whole parameter, since its lanes share sums. */
function groupMain(context: Context): string[] {
  const { name, host, write } = context;
  const body = blocksOf(context.recipe).flatMap(({ loop, lines }) => {
    if (loop) {
      const sum = lines.find(({ kind }) => kind === "sum");
      const loops = ["  for (var i = lane; i < step.n; i += size) {", ...loopLines(lines, context, 4), "  }"];
      return sum === undefined ? loops : [...loops, `  ${name(sum.target)} = sum(lane, ${name(sum.target)});`];
    }
    return lines.flatMap(({ target, operator, value }) => {
      if (host.statements.some((one) => one[0] === target)) return [];
      const isSum = value === 0;
      return breakLine(`${isSum ? "var" : "let"} ${name(target)} ${operator} ${isSum ? "0.0" : write(value).text};`, 2);
    });
  });
  return ["@compute @workgroup_size(size)", "fn main(@builtin(local_invocation_index) lane: u32) {", ...body, "}"];
}

const loopLines = (lines: readonly Line[], { name, write }: Context, indent: number): string[] =>
  conditionalLines(lines, {
    indent,
    write,
    open: (condition) => `if ${condition} {`,
    close: "}",
    line: ({ kind, target, operator, value, note }, inner) => {
      const left = kind === "store" ? `${name(target)}[i]` : kind === "local" ? `let ${name(target)}` : name(target);
      return [
        ...(note?.split("\n") ?? []).map((line) => `${" ".repeat(inner)}// ${line.trimEnd()}`),
        ...breakLine(`${left} ${operator} ${write(value).text};`, inner),
      ];
    },
  });
