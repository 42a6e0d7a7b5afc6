import { Random } from "../../autograd/random.ts";
import { assertClose, claim, gaussians, holds, norm, repeat, scaled, tensorMoves, trajectory, upTo } from "../check.ts";

const { abs, sqrt, sign, max, min } = Math;

const rms = (x: readonly number[]): number => norm(x) / sqrt(x.length);

export const tensorwise = [
  claim("LAMB moves every parameter by exactly η‖θ‖", (optim) => {
    const random = new Random(40);
    for (const [size, eps] of [
      [1e-3, 1e-6],
      [1, 1e-6],
      [500, 1e-6],
      [1e-3, 100],
    ]) {
      const start = scaled(gaussians(random, 6), size);
      const stream = upTo(10).map(() => gaussians(random, 6));
      const path = trajectory(optim, optim.lamb({ lr: 0.01, eps, weightDecay: 0.1 }), {
        start,
        gradient: (_, t) => stream[t - 1],
        steps: 10,
      });
      for (const t of upTo(10)) {
        const move = path[t].map((x, i) => x - path[t - 1][i]);
        assertClose(norm(move), 0.01 * norm(path[t - 1]), { relative: 1e-9 });
      }
    }
  }),

  claim("LAMB's direction is Adam's, plus decay", (optim) => {
    const random = new Random(41);
    const [start, g] = [gaussians(random, 5), gaussians(random, 5)];
    const [lamb] = tensorMoves(optim, optim.lamb({ lr: 0.01, eps: 0.1, weightDecay: 0.3 }), start, [g]);
    const [adam] = tensorMoves(optim, optim.adamw({ lr: 0.01, eps: 0.1, weightDecay: 0.3 }), start, [g]);
    assertClose(scaled(lamb, norm(adam) / norm(lamb)), adam, { relative: 1e-9 });
  }),

  claim("LARS moves a parameter by η · trust · ‖θ‖ when nothing is in its velocity", (optim) => {
    const random = new Random(42);
    for (const size of [1e-3, 1, 500]) {
      const [start, g] = [scaled(gaussians(random, 6), size), gaussians(random, 6)];
      const [move] = tensorMoves(optim, optim.lars({ lr: 0.5, trust: 0.02, weightDecay: 0.1 }), start, [g]);
      assertClose(norm(move), 0.5 * 0.02 * norm(start), { relative: 1e-9 });
    }
  }),

  claim("LARS with separate norms divides by ‖g‖ + λ‖θ‖, and its velocity is momentum's", (optim) => {
    const [trust, lr, weightDecay] = [0.02, 0.5, 0.3];
    const rule = optim.lars({ lr, trust, weightDecay, mu: 0.8, denominator: "separate" });
    const [first, second] = tensorMoves(optim, rule, [3, 4], [[-4, 3], repeat(0, 2)]);
    const ratio = (trust * 5) / (5 + 0.3 * 5);
    assertClose(first, [-lr * ratio * (-4 + 0.9), -lr * ratio * (3 + 1.2)], { relative: 1e-12 });
    const theta = [3 + first[0], 4 + first[1]];
    const next = ((lr * trust) / weightDecay) * weightDecay; // ‖g‖ = 0: the ratio is trust/λ, the direction λθ
    assertClose(second, [0.8 * first[0] - next * theta[0], 0.8 * first[1] - next * theta[1]], { relative: 1e-12 });
  }),

  claim("LARS and LAMB take a ratio of 1 where a norm is 0, so that zero weights can leave 0", (optim) => {
    const [lamb] = tensorMoves(optim, optim.lamb({ lr: 0.01, eps: 0 }), [0, 0], [[3, -4]]);
    assertClose(lamb, [-0.01, 0.01], { relative: 1e-9 });
    const [lars] = tensorMoves(optim, optim.lars({ lr: 0.01 }), [0, 0], [[3, -4]]);
    assertClose(lars, [-0.03, 0.04], { relative: 1e-9 });
  }),

  claim("Adafactor's factors are exact for a gradient of rank one: every weight moves by the same amount", (optim) => {
    const [rows, columns] = [
      [1, -20, 0.3],
      [2, 0.05],
    ];
    const g = rows.flatMap((a) => columns.map((b) => a * b));
    const start = repeat(3, 6);
    const stream = upTo(4).map((t) => scaled(g, t));
    const path = tensorMoves(optim, optim.adafactor({ lr: 0.1, lrMode: "fixed", clip: 100 }), start, stream, [3, 2]);
    for (const move of path) assertClose(move.map(abs), repeat(abs(move[0]), 6), { relative: 1e-9 });
    assertClose(
      path[0],
      g.map((value) => -0.1 * sign(value)),
      { relative: 1e-9 },
    );
  }),

  claim("Adafactor's decay β̂₂ is 1 − t^(−decay): the first gradient alone, then more and more memory", (optim) => {
    const [lr, decay] = [0.1, 0.6];
    const stream = [
      [1, 2],
      [3, -1],
      [0.5, 4],
      [2, 2],
    ];
    const path = tensorMoves(optim, optim.adafactor({ lr, decay, lrMode: "fixed", clip: 1e9 }), [1, 1], stream);
    let v = [0, 0];
    for (const [i, g] of stream.entries()) {
      const beta2 = 1 - (i + 1) ** -decay;
      v = v.map((before, j) => beta2 * before + (1 - beta2) * g[j] * g[j]);
      assertClose(
        path[i],
        g.map((value, j) => (-lr * value) / sqrt(v[j])),
        { relative: 1e-9 },
      );
    }
  }),

  claim("Adafactor never moves by more than clip · rate, in root mean square", (optim) => {
    const random = new Random(43);
    const stream = upTo(20).map((t) => scaled(gaussians(random, 6), t === 10 ? 1e4 : 1));
    const settings = { lr: 0.1, lrMode: "fixed", clip: 0.5 } as const;
    for (const shape of [[6], [2, 3]]) {
      const sizes = tensorMoves(optim, optim.adafactor(settings), gaussians(random, 6), stream, shape).map(rms);
      holds(max(...sizes) <= 0.05 * (1 + 1e-9));
      assertClose(sizes[9], 0.05, { relative: 1e-9 });
    }
  }),

  claim("Adafactor's relative rate is max(ε₂, RMS θ) · min(η, 1/√t)", (optim) => {
    const rates = (start: number, lr: number): number[] =>
      tensorMoves(
        optim,
        optim.adafactor({ lr, eps2: 0.01, clip: 1e9 }),
        [start, start],
        repeat(1, 9).map(() => [-1, -1]),
      ).map(rms);
    for (const [start, lr] of [
      [3, 0.001],
      [0, 0.4],
      [0, 1e9],
    ]) {
      // All gradients alike: U = 1 in every element, and θ grows by the rate.
      let theta = start;
      for (const [i, rate] of rates(start, lr).entries()) {
        assertClose(rate, max(0.01, theta) * min(lr, 1 / sqrt(i + 1)), { relative: 1e-9 });
        theta += rate;
      }
    }
  }),

  claim("Adafactor takes a single number as a matrix of one element", (optim) => {
    const [move] = tensorMoves(optim, optim.adafactor({ lr: 0.1, lrMode: "fixed" }), [2], [[-7]], []);
    assertClose(move, [0.1], { relative: 1e-9 });
  }),

  claim("Prodigy finds its own rate: on |θ − a| it comes near a, from d₀ = 1e-6, for near and far a", (optim) => {
    for (const far of [0.01, 1, 100]) {
      const path = trajectory(optim, optim.prodigy({ beta2: 0.9 }), {
        start: [0],
        gradient: ([x]) => [sign(x - far)],
        steps: 400,
      });
      const late = path.slice(300).map(([x]) => abs(x - far) / far);
      holds(min(...late) < 0.05, `a = ${far}: ${min(...late)}`);
    }
  }),

  claim("Prodigy's first move is η d₀ (1 − β₁)/√(1 − β₂), and d never falls", (optim) => {
    const [move] = tensorMoves(optim, optim.prodigy({ d0: 1e-3, eps: 0 }), [1], [[-5]]);
    assertClose(move, [(1e-3 * 0.1) / sqrt(0.001)], { relative: 1e-9 });
    const stream = upTo(60).map((t) => [t < 30 ? 1 : -1]);
    const path = tensorMoves(optim, optim.prodigy({ d0: 1e-3, beta1: 0, beta2: 0, eps: 0 }), [0], stream);
    for (let t = 1; t < 60; t++) holds(abs(path[t][0]) >= abs(path[t - 1][0]) * (1 - 1e-12), `update ${t + 1}`);
  }),

  claim("Prodigy does not see the size of the gradient", (optim) => {
    const random = new Random(48);
    const stream = upTo(40).map(() => gaussians(random, 3).map((g) => g + 1));
    const run = (factor: number) =>
      tensorMoves(
        optim,
        optim.prodigy({ eps: 0, d0: 1e-3 }),
        [1, 2, 3],
        stream.map((g) => scaled(g, factor)),
      ).flat();
    assertClose(run(128), run(1), { relative: 1e-9 });
  }),

  claim("Prodigy's d is everybody's: a parameter that joins late starts with what the others have found", (optim) => {
    const param = () => ({ data: new Float64Array(1), grad: null as Float64Array | null, shape: [1] });
    const [old, late] = [param(), param()];
    const optimizer = new optim.Optimizer([old], optim.prodigy({ d0: 1e-3, beta1: 0, beta2: 0.81, eps: 0 }));
    const step = (...params: ReturnType<typeof param>[]): void => {
      for (const one of params) one.grad = Float64Array.of(1);
      optimizer.step();
    };
    for (const _ of upTo(20)) step(old);
    const d = optimizer.parameterStates()[0].state?.d[0] as number;
    holds(d > 2e-3, `d has grown to ${d}`);
    optimizer.addGroup({ params: [late] });
    step(old, late);
    assertClose(late.data[0], -d / sqrt(1 - 0.81), { relative: 1e-9 });
  }),
];
