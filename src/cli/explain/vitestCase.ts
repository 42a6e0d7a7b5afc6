/** @file The numbers of an explanation as a test, to hold a copy of the rule to. */
import type { Rule } from "../../optim/rule.ts";
import { showSchedule } from "../experiment/rules.ts";

export interface Explained {
  rule: Rule;
  start: readonly number[];
  grad: readonly number[];
  /** θ after every step. */
  path: readonly (readonly number[])[];
}

/** A vitest case that makes the same steps and expects the same bits. */
export function vitestCase({ rule, start, grad, path }: Explained): string {
  const settings = Object.entries({ ...rule.hyper, ...rule.options }).map(([key, value]) => {
    const text = typeof value === "function" ? showSchedule(value, true) : JSON.stringify(value);
    return `${key}: ${text}`;
  });
  const schedules = Object.values(rule.hyper).flatMap((value) =>
    typeof value === "function" ? [...showSchedule(value, true).matchAll(/(\w+)\(/g)].map(([, name]) => name) : [],
  );
  const names = [...new Set(["Optimizer", rule.name, ...schedules])].sort();
  return `import { ${names.join(", ")} } from "downhill";
import { expect, it } from "vitest";

it("${rule.name} makes these ${path.length} steps", () => {
  const theta = { data: new Float64Array([${start.join(", ")}]), grad: new Float64Array([${grad.join(", ")}]), shape: [${start.length}] };
  const optimizer = new Optimizer([theta], ${rule.name}({ ${settings.join(", ")} }));
  const path = [
${path.map((theta) => `    [${theta.join(", ")}],`).join("\n")}
  ];
  for (const expected of path) {
    optimizer.step();
    expect([...theta.data]).toEqual(expected);
  }
});`;
}
