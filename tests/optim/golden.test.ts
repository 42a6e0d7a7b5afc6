import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { rules } from "../../src/optim/index.ts";
import { type Case, exists, missing, type Path, run, title, torch, trajectories, travelled } from "./golden.ts";

type Bound = (t: number, distance: number, largest: number) => number;

/** Fails at the first number of the path that is further from the case's than `bound` allows. */
function expectPath(made: Case, path: Path, bound: Bound): void {
  for (const kind of ["theta", "average"] as const) {
    const golden = made[kind]?.map((step) => step.map(Number));
    expect(path[kind] === null, `${kind} is kept`).toBe(golden === undefined);
    if (golden === undefined) continue;
    const reached = travelled(made.theta0, golden);
    for (const [step, values] of golden.entries()) {
      const { distance, largest } = reached[step];
      const allowed = bound(step + 1, distance, largest);
      const strays = values.map((value, i) => Math.abs((path[kind] as number[][])[step][i] - value));
      const worst = strays.findIndex((stray) => !(stray <= allowed));
      if (worst >= 0)
        expect.fail(`${kind} ${worst} at step ${step + 1} is off by ${strays[worst]}; ${allowed} allowed: ${values}`);
    }
  }
}

/** tests/golden/README.md, "Tolerance": a part of the distance, and two roundings of every stored weight. */
const float64: Bound = (t, distance, largest) => 1e-12 * distance + 2 * t * 2 ** -53 * largest;

/**
 * Storing in Float32 rounds by 2⁻²⁴ of what is stored, and everything else is computed in doubles. In t updates
 *
 * - the weight is stored t times: t · 2⁻²⁴ · largest;
 * - a buffer of signed numbers (m, u) is stored t times and forgets roundings as it forgets gradients, so that each
 *   rounding moves the weight by at most 2⁻²⁴ of what the gradients in it did: t · 2⁻²⁴ · distance for all;
 * - a buffer of squares has after s updates a relative error of s · 2⁻²⁴, half of that under the root: ½ t · 2⁻²⁴ · distance.
 *
 * Together less than 2 t · 2⁻²⁴ (distance + largest). A schedule that raises the learning rate raises the second
 * term, at most by its own factor; here never beyond the sum.
 */
const float32: Bound = (t, distance, largest) => 2 * t * 2 ** -24 * (distance + largest);

describe("50-digit trajectories", () => {
  it.each(trajectories.filter(exists).map((made) => [title(made), made] as const))("%s", (_title, made) => {
    expectPath(made, run(made), float64);
    expectPath(made, run(made, Float32Array), float32);
  });
});

describe(`PyTorch ${torch.version}`, () => {
  const cases = torch.cases.filter(exists).map((made) => [`${title(made)} = ${made.torch}`, made] as const);
  it.each(cases)("%s", (_title, made) => {
    expectPath(made, run(made), float64);
  });
});

describe("completeness", () => {
  it("leaves no case unrun but those of missing rules, and none of these exists", () => {
    const unrun = [...trajectories, ...torch.cases].filter((made) => !exists(made)).map(({ rule }) => rule);
    expect([...new Set(unrun)].sort()).toEqual([...missing].sort());
    expect(missing.filter((name) => name in rules)).toEqual([]);
  });

  it("has a trajectory for every rule", () => {
    const proven = new Set(trajectories.map(({ rule }) => rule));
    expect(Object.keys(rules).filter((name) => !proven.has(name))).toEqual([]);
  });

  it("has every rule file in the registry, under its own name", () => {
    const folder = new URL("../../src/optim/", import.meta.url);
    const files = readdirSync(folder).filter(
      (file) => file !== "rule.ts" && /defineRule\(\{/.test(readFileSync(new URL(file, folder), "utf8")),
    );
    expect(files.map((file) => file.replace(".ts", "")).filter((name) => !(name in rules))).toEqual([]);
    for (const name in rules) expect(rules[name]().name).toBe(name);
  });
});
