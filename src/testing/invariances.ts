/** @file What may be done to gradients, weights, tensors and groups without changing, or in step with, the path. */
import assert from "node:assert/strict";
import { Random } from "../autograd/random.ts";
import { assertClose, type Check, claim, holds, type Optim, trajectory, upTo } from "./check.ts";
import { type Layout, trainLaidOut } from "./layouts.ts";
import type { Row } from "./table.ts";

const steps = 13;
const random = new Random(60);
const start = upTo(12).map(() => random.normal());
/** A gentle bowl with its own curvature for every weight, and noise that is the same in every run. */
const curvatures = upTo(12).map(() => random.uniform(0.5, 2));
const noise = upTo(steps).map(() => upTo(12).map(() => random.normal()));
const gradient = (theta: readonly number[], t: number): number[] =>
  theta.map((x, i) => curvatures[i] * x + noise[t - 1][i]);
const loss = (theta: readonly number[]): number => theta.reduce((sum, x, i) => sum + 0.5 * curvatures[i] * x * x, 0);
/** L-BFGS compares losses, which need gradients without noise. */
const exact = (theta: readonly number[]): number[] => theta.map((x, i) => curvatures[i] * x);
const slopes = (row: Row) => (row.name === "lbfgs" ? exact : gradient);

const shapeFor = (row: Row): number[] => (row.matrix ? [4, 3] : [12]);
const order = new Random(61).shuffle(upTo(12).map((i) => i - 1));
/** A permutation of whole rows of the matrix. */
const rowOrder = [2, 0, 3, 1].flatMap((row) => [0, 1, 2].map((column) => 3 * row + column));

const path = (optim: Optim, row: Row, extra = {}, factor = 1, from: readonly number[] = start): number[][] =>
  trajectory(optim, row.make(optim, { lr: 0.05, ...extra }), {
    start: from,
    shape: shapeFor(row),
    loss,
    gradient: (theta, t) => slopes(row)(theta, t).map((g) => factor * g),
    steps,
  });

/** The same to the bit where weights do not meet in sums, else to rounding. */
const same = (row: Row, actual: number[][], expected: number[][]): void =>
  row.scope === "weight"
    ? assert.deepEqual(actual, expected)
    : assertClose(actual.flat(), expected.flat(), { absolute: 1e-9 });

const differs = (a: number[][], b: number[][]): boolean => a.flat().some((x, i) => Math.abs(x - b.flat()[i]) > 1e-6);

const tensor = (from: number, to: number): Layout["tensors"][number] => ({
  at: upTo(to - from).map((i) => from + i - 1),
  shape: [to - from],
});

const laidOut = (optim: Optim, row: Row, layouts: Layout[]): number[][] =>
  trainLaidOut(optim, row.make(optim, { lr: 0.05 }), layouts, start, slopes(row), steps, loss);

const scaleChecks = (row: Row): Check[] => [
  row.scaleFree
    ? claim(`${row.name}: a positive factor on all gradients changes nothing`, (optim) => {
        // 2⁷ is exact, so that the path is the same to the bit wherever a rule only divides; 1000 is not.
        for (const factor of [128, 1000, 1 / 1024]) {
          const [plain, scaled] = [1, factor].map((by) => path(optim, row, row.scaleFree, by));
          assertClose(scaled.flat(), plain.flat(), { absolute: 1e-9 });
        }
      })
    : claim(`${row.name}: larger gradients take it elsewhere`, (optim) => {
        holds(differs(path(optim, row), path(optim, row, {}, 8)));
      }),
];

const mirrorCheck = (row: Row): Check =>
  claim(`${row.name}: mirrored weights and gradients give the mirrored path`, (optim) => {
    const mirrored = trajectory(optim, row.make(optim, { lr: 0.05 }), {
      start: start.map((x) => -x),
      shape: shapeFor(row),
      loss,
      gradient: (theta, t) =>
        slopes(row)(
          theta.map((x) => -x),
          t,
        ).map((g) => -g),
      steps,
    });
    const expected = path(optim, row).map((theta) => theta.map((x) => -x + 0));
    assert.deepEqual(
      mirrored.map((theta) => theta.map((x) => x + 0)),
      expected,
    );
  });

const permutationCheck = (row: Row): Check =>
  claim(`${row.name}: permuted weights give the permuted path`, (optim) => {
    const permutation = row.matrix ? rowOrder : order;
    const back = permutation.map((_, i) => permutation.indexOf(i));
    const permuted = trajectory(optim, row.make(optim, { lr: 0.05 }), {
      start: permutation.map((i) => start[i]),
      shape: shapeFor(row),
      loss: (theta) => loss(back.map((i) => theta[i])),
      gradient: (theta, t) => {
        const g = slopes(row)(
          back.map((i) => theta[i]),
          t,
        );
        return permutation.map((i) => g[i]);
      },
      steps,
    });
    same(
      row,
      permuted.map((theta) => back.map((i) => theta[i])),
      path(optim, row),
    );
  });

const whole = [{ tensors: [tensor(0, 12)] }];
const split = [{ tensors: [tensor(0, 5), tensor(5, 12)] }];
const groups = [{ tensors: [tensor(0, 5)] }, { tensors: [tensor(5, 12)] }];

function layoutChecks(row: Row): Check[] {
  if (row.matrix) return [];
  return [
    claim(
      row.scope === "tensor"
        ? `${row.name}: a tensor split in two is two tensors`
        : `${row.name}: it does not matter in how many tensors the weights are`,
      (optim) => {
        const [one, two] = [whole, split].map((layout) => laidOut(optim, row, layout));
        // A vector is one unit for `centralize`, which leaves it alone, and for Ranger with it.
        const isVectorBlind = row.name === "centralize" || row.name === "ranger";
        if (row.scope === "tensor" && !isVectorBlind) holds(differs(one, two));
        else same(row, two, one);
      },
    ),
  ];
}

function groupChecks(row: Row): Check[] {
  if (row.matrix) return [];
  return [
    claim(`${row.name}: it does not matter in how many groups the tensors are, nor in which order`, (optim) => {
      const [one, two, reversed] = [split, groups, [...groups].reverse()].map((layout) => laidOut(optim, row, layout));
      same(row, two, one);
      same(row, reversed, two);
    }),
    claim(`${row.name}: a group's own learning rate is its alone`, (optim) => {
      if (row.scope === "model") return;
      const mixed = laidOut(optim, row, [{ ...groups[0], lr: 0.01 }, groups[1]]);
      const plain = laidOut(optim, row, groups);
      const slow = laidOut(
        optim,
        row,
        groups.map((group) => ({ ...group, lr: 0.01 })),
      );
      const part = (path: number[][], from: number, to: number): number[][] =>
        path.map((theta) => theta.slice(from, to));
      assert.deepEqual(part(mixed, 0, 5), part(slow, 0, 5));
      assert.deepEqual(part(mixed, 5, 12), part(plain, 5, 12));
      holds(differs(part(mixed, 0, 5), part(plain, 0, 5)));
    }),
  ];
}

/** Everything of this kind that can be said of the row's rule. */
export const invariancesOf = (row: Row): Check[] => [
  ...scaleChecks(row),
  mirrorCheck(row),
  permutationCheck(row),
  ...layoutChecks(row),
  ...groupChecks(row),
];
