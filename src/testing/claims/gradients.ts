/** @file Clipping, centralization, decay and direction: wrappers that change the gradient or the weights. */
import assert from "node:assert/strict";
import { Random } from "../../autograd/random.ts";
import type { Rule } from "../../optim/rule.ts";
import { assertClose, claim, gaussians, holds, norm, repeat, scaled, tensorMoves, upTo } from "../check.ts";

const { abs, max } = Math;

export const changesOfGradients = [
  claim("clipping by norm keeps the direction and holds the length; small gradients pass unchanged", (optim) => {
    const rule = () => optim.clipByNorm(optim.sgd({ lr: 1 }), { maxNorm: 2 });
    assertClose(tensorMoves(optim, rule(), [0, 0], [[30, -40]])[0], [-1.2, 1.6], { relative: 1e-14 });
    assert.deepEqual(tensorMoves(optim, rule(), [0, 0], [[1.2, -1.5]])[0], [-1.2, 1.5]);
  }),

  claim("clipping by value holds every element within ±limit", (optim) => {
    const rule = optim.clipByValue(optim.sgd({ lr: 1 }), { limit: 2 });
    assert.deepEqual(tensorMoves(optim, rule, [0, 0, 0], [[30, -40, 0.5]])[0], [-2, 2, -0.5]);
  }),

  claim("adaptive clipping holds each output unit's gradient to a share of that unit's weights", (optim) => {
    const rule = () => optim.agc(optim.sgd({ lr: 1 }), { clip: 0.1, eps: 1e-3 });
    const [move] = tensorMoves(optim, rule(), [3, 4, 0, 0, 30, 40], [[6, 8, 1, 0, 1, 2]], [3, 2]);
    assertClose(move, [-0.3, -0.4, -1e-4, 0, -1, -2], { relative: 1e-12 });
    const [vector] = tensorMoves(optim, rule(), [3, 4], [[8, -6]]);
    assertClose(vector, [-0.4, 0.3], { relative: 1e-12 });
  }),

  claim("centralized gradients of each output unit sum to 0; those of a vector are left alone", (optim) => {
    const g = [1, 5, 3, -2, 0, 8];
    const run = (outputAxis: number, shape: number[]) =>
      tensorMoves(optim, optim.centralize(optim.sgd({ lr: 1 }), { outputAxis }), repeat(0, 6), [g], shape)[0];
    assertClose(run(0, [2, 3]), [2, -2, 0, 4, 2, -6], { absolute: 1e-15 });
    assertClose(run(1, [2, 3]), [-1.5, -2.5, 2.5, 1.5, 2.5, -2.5], { absolute: 1e-15 });
    assertClose(run(0, [6]), scaled(g, -1), {});
  }),

  claim("maximizing is minimizing the opposite; decay inside it still shrinks", (optim) => {
    const random = new Random(49);
    const stream = upTo(10).map(() => gaussians(random, 3));
    const opposite = stream.map((g) => scaled(g, -1));
    const up = tensorMoves(optim, optim.maximize(optim.adamw({ lr: 0.1 })), [1, 2, 3], stream);
    assert.deepEqual(up, tensorMoves(optim, optim.adamw({ lr: 0.1 }), [1, 2, 3], opposite));
    const decayed = optim.maximize(optim.l2(optim.sgd({ lr: 0.1 }), { l2: 0.5 }));
    assertClose(tensorMoves(optim, decayed, [1], [[0]])[0], [-0.05], { relative: 1e-12 });
  }),

  claim("SGD with decoupled decay is SGD with L2: one λ, both times η", (optim) => {
    const stream = [1, -2, 0.3, 5, -0.1, 0.02].map((g) => [g]);
    const decoupled = tensorMoves(optim, optim.sgdw({ lr: 0.1, mu: 0, weightDecay: 0.3 }), [1], stream);
    const inGradient = tensorMoves(optim, optim.l2(optim.sgd({ lr: 0.1 }), { l2: 0.3 }), [1], stream);
    assertClose(decoupled.flat(), inGradient.flat(), { absolute: 1e-15 });
  }),

  claim("AdamW is not Adam with L2: its decay does not go through the normalisation", (optim) => {
    const random = new Random(50);
    const stream = upTo(30).map(() => scaled(gaussians(random, 3), 10));
    const run = (rule: Rule): number[] => tensorMoves(optim, rule, [1, 2, 3], stream).flat();
    const adam = () => optim.adam({ lr: 0.01 });
    const decoupled = run(optim.adamw({ lr: 0.01, weightDecay: 0.1 }));
    const inGradient = run(optim.l2(adam(), { l2: 0.1 }));
    holds(max(...decoupled.map((move, i) => abs(move - inGradient[i]))) > 1e-4);
    assertClose(decoupled, run(optim.decoupledDecay(adam(), { weightDecay: 0.1 })), { absolute: 1e-15 });
  }),

  claim("L2 without gradient shrinks a weight by 1 − ηλ under SGD, decoupled decay does under any rule", (optim) => {
    const run = (rule: Rule) => tensorMoves(optim, rule, [2], [[0], [0]]).flat();
    assertClose(run(optim.l2(optim.sgd({ lr: 0.1 }), { l2: 0.5 })), [-0.1, -0.095], { relative: 1e-12 });
    for (const inner of [optim.sgd({ lr: 0.1 }), optim.adam({ lr: 0.1 }), optim.adagrad({ lr: 0.1 })]) {
      assertClose(run(optim.decoupledDecay(inner, { weightDecay: 0.5 })), [-0.1, -0.095], { relative: 1e-12 });
    }
  }),

  claim(
    "gradients of a whole model are clipped together by norm, one by one by value, unit by unit adaptively",
    (optim) => {
      const model = () =>
        [
          [3, 4],
          [0, 12],
        ].map((grad) => ({ data: Float64Array.of(6, 8), grad: Float64Array.from(grad), shape: [2, 1] }));
      const clipped = (change: (params: ReturnType<typeof model>) => unknown): number[] => {
        const params = model();
        change(params);
        return params.flatMap(({ grad }) => [...grad]);
      };
      assertClose(optim.clipGradNorm(model(), 1), 13, { relative: 1e-15 });
      assertClose(
        clipped((params) => optim.clipGradNorm(params, 6.5)),
        [1.5, 2, 0, 6],
        { relative: 1e-14 },
      );
      assert.deepEqual(
        clipped((params) => optim.clipGradNorm(params, 13.1)),
        [3, 4, 0, 12],
      );
      assert.deepEqual(
        clipped((params) => optim.clipGradValue(params, 3.5)),
        [3, 3.5, 0, 3.5],
      );
      assertClose(
        clipped((params) => optim.clipGradAdaptive(params)),
        [0.06, 0.08, 0, 0.08],
        { relative: 1e-14 },
      );
      assertClose(
        clipped((params) => optim.clipGradAdaptive(params, 0.5, 7)),
        [3, 4, 0, 4],
        { relative: 1e-14 },
      );
      const zeros = { data: new Float64Array(2), grad: Float64Array.of(3, 4), shape: [2] };
      optim.clipGradAdaptive([zeros]);
      assertClose(norm([...zeros.grad]), 1e-5, { relative: 1e-12 });
    },
  ),

  claim("the wrappers' defaults are those of their papers, or have to be given", (optim) => {
    const sgd = optim.sgd();
    const published = {
      [optim.lookahead(sgd).name]: [optim.lookahead(sgd).hyper, { k: 5, alpha: 0.5 }],
      [optim.agc(sgd).name]: [optim.agc(sgd).hyper, { clip: 0.01, eps: 1e-3 }],
      [optim.ema(sgd).name]: [optim.ema(sgd).hyper, { decay: 0.999 }],
      [optim.swa(sgd).name]: [optim.swa(sgd).hyper, { start: 1, every: 1 }],
      [optim.decoupledDecay(sgd).name]: [optim.decoupledDecay(sgd).hyper, { weightDecay: 0.01 }],
    };
    for (const [name, [hyper, defaults]] of Object.entries(published))
      assert.deepEqual(hyper, { lr: 0.01, ...defaults }, name);
    assert.equal(optim.lookahead(sgd).options.innerMomentum, "maintain");
    for (const wrapper of [optim.l2, optim.clipByNorm, optim.clipByValue, optim.centralize])
      assert.throws(() => wrapper(sgd), /missing/);
  }),
];
