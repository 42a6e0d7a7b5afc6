import { surfaces } from "../../src/data/surfaces/surfaces.ts";
import { cos, sin } from "../../src/math/portable.ts";
import { type Choice, ruleOf } from "./choice.ts";
import { farAway } from "./descend.ts";
import { kindsOf } from "./forms.ts";
import { customName } from "./formula/customSurface.ts";
import { formulaCode } from "./formula/formulaCode.ts";
import { parseFormula } from "./formula/parseFormula.ts";
import type { Run } from "./run.ts";
import { type LabState, surfaceOf } from "./state.ts";
import { treatment } from "./words.ts";

/** A program that computes the paths up to the step shown, with the same bits, by the library alone. */
export function snippetOf(run: Run, state: LabState): string {
  const kept = state.choices.flatMap((choice, i) => (canBeWritten(choice) ? [{ choice, i }] : []));
  const rules = kept.map(({ choice, i }) => `  "${run.names[i]}": ${ruleText(choice, run.rates[i])},`);
  const turned = state.rotation !== 0;
  const names = new Set([
    ...kept.flatMap(({ choice }) => [choice.rule, ...(choice.wrapper === undefined ? [] : [choice.wrapper])]),
    ...["Optimizer", "slopeAt", state.surface === "quadratic" ? "quadratic" : "surfaces"],
    ...(state.surface === customName ? formulaCode(parseFormula(state.formula)).ops : []),
    ...(turned ? ["add", "mul", "sub"] : []),
    ...(state.noise === 0 ? [] : ["Random"]),
    ...(state.clip === 0 ? [] : ["clipGradNorm"]),
  ]);
  const left =
    kept.length < state.choices.length
      ? ["// Rules that are wrong on purpose, average weights or evaluate the loss themselves are left out."]
      : [];
  return [
    `import { ${[...names].sort().join(", ")} } from "downhill";`,
    "",
    ...surfaceLines(state),
    ...left,
    "const rules = {",
    ...rules,
    "};",
    "",
    ...loopLines(run, state),
  ].join("\n");
}

/** False for a rule that is wrong on purpose, whose path is an average, or that needs the loss again. */
function canBeWritten(choice: Choice): boolean {
  const { inner, average, beforeStep } = ruleOf(choice, 0);
  return choice.bug === undefined && beforeStep === undefined && (inner === undefined || average === undefined);
}

/** The rule with its settings, and with those of its wrapper outside. */
function ruleText({ rule, variant, wrapper, settings }: Choice, lr: number): string {
  const inside = Object.keys(kindsOf({ rule, variant }));
  const given = Object.entries({ ...settings, lr });
  const own = given.filter(([key]) => inside.includes(key)).map(([key, value]) => `${key}: ${value}`);
  const call = `${rule}({ ${[...own, ...(variant === "" ? [] : [`variant: "${variant}"`])].join(", ")} })`;
  if (wrapper === undefined) return call;
  const outside = Object.entries(kindsOf({ rule, variant, wrapper })).filter(([key]) => !inside.includes(key));
  return `${wrapper}(${call}, { ${outside.map(([key, { fallback }]) => `${key}: ${settings[key] ?? fallback}`).join(", ")} })`;
}

/** The function before it is turned, as the program makes it. */
function ownLines(state: LabState, name: string): string[] {
  if (state.surface === "quadratic") return [`const ${name} = quadratic({ condition: ${state.condition} });`];
  if (state.surface !== customName)
    return [
      `const ${name} = surfaces[${surfaces.findIndex((one) => one.name === state.surface)}]; // ${state.surface}`,
    ];
  return [
    `// f = ${state.formula}. The ops round exp, log, sin, cos and tanh as the engine does: the last digits may differ.`,
    `const ${name}: (typeof surfaces)[0] = { ...surfaces[0], f: (x, y) => ${formulaCode(parseFormula(state.formula)).code} };`,
  ];
}

function surfaceLines(state: LabState): string[] {
  if (state.rotation === 0) return ownLines(state, "surface");
  const [cx, cy] = surfaceOf(state).domain.map(([low, high]) => (low + high) / 2);
  const angle = (state.rotation * Math.PI) / 180;
  return [
    ...ownLines(state, "own"),
    `const [c, s] = [${cos(angle)}, ${sin(angle)}]; // cosine and sine of ${state.rotation} degrees`,
    "const surface: typeof own = {",
    "  ...own,",
    "  f(x, y) {",
    `    const [dx, dy] = [sub(x, ${cx}), sub(y, ${cy})];`,
    `    return own.f(add(add(mul(dx, c), mul(dy, s)), ${cx}), add(sub(mul(dy, c), mul(dx, s)), ${cy}));`,
    "  },",
    "};",
  ];
}

function loopLines({ start }: Run, state: LabState): string[] {
  const { t, noise, clip, decay, seed } = state;
  const noisy = noise !== 0;
  const told = treatment(state);
  return [
    ...(told === "" ? [] : [`// ${told}`]),
    "for (const [name, rule] of Object.entries(rules)) {",
    `  const theta = { data: new Float64Array([${start.join(", ")}]), grad: new Float64Array(2), shape: [2] };`,
    '  const optimizer = new Optimizer([theta], rule, { nonFinite: "allow" });',
    ...(noisy ? [`  const random = new Random(${seed});`] : []),
    `  const isNear = () => theta.data.every((x) => Math.abs(x) <= ${farAway});`,
    `  for (let t = 0; t < ${t} && isNear(); t++) {`,
    "    const { gradient } = slopeAt(surface, [theta.data[0], theta.data[1]]);",
    noisy
      ? `    theta.grad.set(gradient.map((g) => g + ${noise} * random.normal()));`
      : "    theta.grad.set(gradient);",
    // A gradient that is not finite cannot be clipped; it ends the path.
    ...(clip === 0 ? [] : [`    if (theta.grad.every(Number.isFinite)) clipGradNorm([theta], ${clip});`]),
    ...(decay === 0 ? [] : [`    theta.grad = theta.grad.map((g, i) => g + ${decay} * theta.data[i]);`]),
    "    optimizer.step();",
    "  }",
    "  const [x, y] = theta.data;",
    '  console.log(name, x, y, isNear() ? slopeAt(surface, [x, y]).value : "diverged");',
    "}",
  ];
}
