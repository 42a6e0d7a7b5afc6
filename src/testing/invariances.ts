import { Random } from "../autograd/random.ts";
import type { Layout, Run } from "./driveRule.ts";
import type { Scope, Settings, Subject } from "./subject.ts";
import * as assert from "./support/assert.ts";
import { assertClose } from "./support/assertClose.ts";
import { type Claim, claim, type Optim } from "./support/claim.ts";
import { holds } from "./support/holds.ts";
import { noisyBowl } from "./support/noisyBowl.ts";
import { upTo } from "./support/numbers.ts";
import { trajectory } from "./support/trajectory.ts";

/** Changes of gradients, weights, tensors and groups that leave the path unchanged, or change it in the same way. */
export const invariances = (subject: Subject): Claim[] => [
  ...symmetries(subject),
  ...(subject.matrix ? [] : [splitClaim(subject), ...groupClaims(subject)]),
];

/** The changes of gradients and weights of one tensor. */
export const symmetries = (subject: Subject): Claim[] => [
  ...(subject.scaleFree === null ? [] : [scaleClaim(subject, subject.scaleFree)]),
  ...(subject.isMirrored ? [mirrorClaim(subject)] : []),
  permutationClaim(subject),
];

const { start, steps, gradient, loss, exactGradient } = noisyBowl;

/** Rules that compare losses need the loss's own gradient, without noise. */
const problem = (optim: Optim, { make, matrix }: Subject): Run => ({
  start,
  steps,
  loss,
  gradient: make(optim).beforeStep === undefined ? gradient : exactGradient,
  shape: matrix ? [4, 3] : [12],
});

const path = (optim: Optim, subject: Subject, change: Partial<Run> = {}, extra = {}): number[][] =>
  trajectory(optim, subject.make(optim, { lr: 0.05, ...extra }), { ...problem(optim, subject), ...change });

/** Compares bit for bit where weights are not added up, else up to rounding. */
const same = (scope: Scope, actual: number[][], expected: number[][]): void =>
  scope === "weight"
    ? assert.deepEqual(actual, expected)
    : assertClose(actual.flat(), expected.flat(), { absolute: 1e-9 });

const differs = (a: number[][], b: number[][]): boolean => a.flat().some((x, i) => Math.abs(x - b.flat()[i]) > 1e-6);

function scaleClaim(subject: Subject, scaleFree: Settings | undefined): Claim {
  const { name } = subject;
  const scaled = (optim: Optim, factor: number, extra = {}): number[][] => {
    const { gradient, loss } = problem(optim, subject);
    const change: Partial<Run> = { gradient: (theta, t) => gradient(theta, t).map((g) => factor * g) };
    return path(optim, subject, { ...change, loss: (theta, t) => factor * (loss?.(theta, t) ?? 0) }, extra);
  };
  if (scaleFree === undefined)
    return claim(`${name}: smaller gradients change the path`, (optim) => {
      holds(differs(path(optim, subject), scaled(optim, 1 / 1024)));
    });
  return claim(`${name}: a positive factor on all gradients changes nothing`, (optim) => {
    // 2⁷ is exact, so the path is the same to the bit wherever a rule only divides; 1000 is not.
    for (const factor of [128, 1000, 1 / 1024]) {
      const expected = scaled(optim, 1, scaleFree).flat();
      assertClose(scaled(optim, factor, scaleFree).flat(), expected, { absolute: 1e-9 });
    }
  });
}

const minus = (theta: readonly number[]): number[] => theta.map((x) => 0 - x);

const mirrorClaim = (subject: Subject): Claim =>
  claim(`${subject.name}: mirrored weights and gradients give the mirrored path`, (optim) => {
    const { gradient, loss } = problem(optim, subject);
    const mirrored = path(optim, subject, {
      start: minus(start),
      loss: (theta, t) => loss?.(minus(theta), t) ?? 0,
      gradient: (theta, t) => minus(gradient(minus(theta), t)),
    });
    const plus = (theta: readonly number[]): number[] => theta.map((x) => x + 0);
    assert.deepEqual(mirrored.map(minus), path(optim, subject).map(plus));
  });

const order = new Random(61).shuffle(upTo(12).map((i) => i - 1));
/** A permutation of whole rows of the matrix. */
const rowOrder = [2, 0, 3, 1].flatMap((row) => [0, 1, 2].map((column) => 3 * row + column));

const permutationClaim = (subject: Subject): Claim =>
  claim(`${subject.name}: permuted weights give the permuted path`, (optim) => {
    const { gradient, loss } = problem(optim, subject);
    const permutation = subject.matrix ? rowOrder : order;
    const put = (x: readonly number[]): number[] => permutation.map((i) => x[i]);
    const back = (x: readonly number[]): number[] => permutation.map((_, i) => x[permutation.indexOf(i)]);
    const permuted = path(optim, subject, {
      start: put(start),
      loss: (theta, t) => loss?.(back(theta), t) ?? 0,
      gradient: (theta, t) => put(gradient(back(theta), t)),
    });
    same(subject.scope, permuted.map(back), path(optim, subject));
  });

const tensor = (from: number, to: number): Layout["tensors"][number] => ({
  at: upTo(to - from).map((i) => from + i - 1),
  shape: [to - from],
});

const whole = [{ tensors: [tensor(0, 12)] }];
const split = [{ tensors: [tensor(0, 5), tensor(5, 12)] }];
const groups = [{ tensors: [tensor(0, 5)] }, { tensors: [tensor(5, 12)] }];

function splitClaim(subject: Subject): Claim {
  const { name } = subject;
  if (subject.scope === "tensor" && !subject.sparesVectors)
    return claim(`${name}: a tensor split in two is two tensors`, (optim) => {
      holds(differs(path(optim, subject, { layout: whole }), path(optim, subject, { layout: split })));
    });
  return claim(`${name}: splitting the weights into several tensors changes nothing`, (optim) => {
    const [one, two] = [whole, split].map((layout) => path(optim, subject, { layout }));
    same(subject.scope, two, one);
  });
}

const groupClaims = (subject: Subject): Claim[] => [
  claim(`${subject.name}: splitting the tensors into groups, in any order, changes nothing`, (optim) => {
    const layouts = [split, groups, [...groups].reverse()];
    const [one, two, reversed] = layouts.map((layout) => path(optim, subject, { layout }));
    const scope = subject.scope;
    same(scope, two, one);
    same(scope, reversed, two);
  }),
  ...(subject.scope === "model" ? [] : [groupRateClaim(subject)]),
];

const groupRateClaim = (subject: Subject): Claim =>
  claim(`${subject.name}: a group's learning rate affects that group only`, (optim) => {
    const [mixed, plain, slow] = [
      [{ ...groups[0], lr: 0.01 }, groups[1]],
      groups,
      groups.map((group) => ({ ...group, lr: 0.01 })),
    ].map((layout) => path(optim, subject, { layout }));
    const part = (theta: number[][], from: number, to: number): number[][] => theta.map((x) => x.slice(from, to));
    assert.deepEqual(part(mixed, 0, 5), part(slow, 0, 5));
    assert.deepEqual(part(mixed, 5, 12), part(plain, 5, 12));
    holds(differs(part(mixed, 0, 5), part(plain, 0, 5)));
  });
