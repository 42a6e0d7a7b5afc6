/**
 * @file Names the paths that Lua Torch's optim package printed with 12 decimals: pytorch/pytorch, test/optim/lua.out of
 * 2016-08-12, 3-clause BSD. The file lies beside the project, in shared/data; without it these tests are skipped.
 */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { identify } from "../../src/testing/index.ts";

const file = new URL("../../../shared/data/lua-torch.json", import.meta.url);

interface Segment {
  algorithm: string;
  settings: Record<string, unknown>;
  downhill?: { rule: string };
  values: [number, number][];
}

const { segments }: { segments: Segment[] } = existsSync(file)
  ? JSON.parse(readFileSync(file, "utf8"))
  : { segments: [] };

/**
 * Conjugate gradients are not an update rule; `nag` prints another point; `niter` takes ten steps a line. The search
 * does not find Adadelta inside `l2`, nor a smallest step that acts late.
 */
const known = segments.filter(
  ({ algorithm, settings }) =>
    !["cg", "nag"].includes(algorithm) &&
    !("niter" in settings || "stepsizemin" in settings) &&
    !(algorithm === "adadelta" && "weightDecay" in settings),
);

/**
 * The gradient of that test, whose second part has an extra factor x. Printed weights are off by up to 5e-13, which
 * this gradient multiplies by up to 3000.
 */
const gradient = ([x, y]: readonly number[]): number[] =>
  [-400 * x * (y - x * x) - 2 * (1 - x), 200 * x * (y - x * x)].map((g) => Number(g.toFixed(8)));

describe.skipIf(segments.length === 0)("Lua Torch's optimizers (skipped without shared/data/lua-torch.json)", () => {
  it.each(known.map((one) => [`${one.algorithm} ${JSON.stringify(one.settings)}`, one] as const))(
    "%s is named",
    (_, { algorithm, downhill, values }) => {
      // Rprop's first numbers are short, which hides the 12 decimals.
      const theta = [[1.5, 1.5], ...values.slice(0, algorithm === "rprop" ? 100 : 40)];
      const { verdict, candidates, message } = identify({ theta, gradients: theta.slice(0, -1).map(gradient) });
      const [name] = /\w+(?=\(\{)/.exec(downhill?.rule ?? "") ?? [""];
      expect(verdict, message).toMatch(/^identified/);
      // SGDW without momentum is gradient descent with L2.
      const names = candidates.map(({ rule, hyper }) => (rule === "sgdw" && hyper.mu === 0 ? "sgd" : rule));
      expect(names, message).toContain(name);
    },
    600_000,
  );
});
