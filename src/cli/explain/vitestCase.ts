import type { Rule } from "../../optim/rule.ts";
import type { ExplainedStep } from "../../testing/explainedSteps.ts";
import { showSchedule } from "../experiment/showSchedule.ts";

/** Writes a vitest case for a copy of the rule. It makes the same steps and expects the same bits. */
export function vitestCase(rule: Rule, steps: readonly ExplainedStep[], shape: readonly number[]): string {
  const settings = Object.entries(rule.hyper).map(([key, value]) => {
    const text = typeof value === "function" ? showSchedule(value, true) : JSON.stringify(value);
    return `${key}: ${text}`;
  });
  if (rule.variant !== "") settings.push(`variant: ${JSON.stringify(rule.variant)}`);
  const schedules = Object.values(rule.hyper).flatMap((value) =>
    typeof value === "function" ? [...showSchedule(value, true).matchAll(/(\w+)\(/g)].map(([, name]) => name) : [],
  );
  const names = [...new Set(["Optimizer", rule.name, ...schedules])].sort();
  return `import { ${names.join(", ")} } from "downhill";
import { expect, it } from "vitest";

it("${rule.name} makes these ${steps.length} steps", () => {
  const theta = { data: new Float64Array([${steps[0].before.join(", ")}]), grad: new Float64Array(${steps[0].gradient.length}), shape: [${shape.join(", ")}] };
  const optimizer = new Optimizer([theta], ${rule.name}({ ${settings.join(", ")} }));
  const path = [
${steps.map(({ gradient, after }) => `    { gradient: [${gradient.join(", ")}], expected: [${after.join(", ")}] },`).join("\n")}
  ];
  for (const { gradient, expected } of path) {
    theta.grad.set(gradient);
    optimizer.step();
    expect([...theta.data]).toEqual(expected);
  }
});`;
}
