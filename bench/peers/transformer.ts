/** @file The parts of a transformer, as a user of this project would write them. */

import * as dh from "../../src/index.ts";

/** [batch, time, features] → [batch × time, features] */
export class Rows extends dh.Module {
  forward(x: dh.Tensor): dh.Tensor {
    return dh.reshape(x, [-1, x.shape[x.shape.length - 1]]);
  }
}

export class Positions extends dh.Module {
  readonly weight: dh.Tensor;

  constructor(values: Float32Array, shape: readonly number[]) {
    super();
    this.weight = dh.tensor(values, { shape, requiresGrad: true });
  }

  forward(x: dh.Tensor): dh.Tensor {
    return dh.add(x, this.weight);
  }
}

export class Residual extends dh.Module {
  readonly inner: dh.Sequential;

  constructor(inner: dh.Sequential) {
    super();
    this.inner = inner;
  }

  forward(x: dh.Tensor): dh.Tensor {
    return dh.add(x, this.inner.forward(x));
  }
}

/** softmax(q kᵀ / √d, earlier positions only) v, for several heads. */
export class Attention extends dh.Module {
  readonly heads: number;
  readonly all: dh.Linear;
  readonly out: dh.Linear;

  constructor(heads: number, all: dh.Linear, out: dh.Linear) {
    super();
    this.heads = heads;
    this.all = all;
    this.out = out;
  }

  forward(x: dh.Tensor): dh.Tensor {
    const [batch, time, features] = x.shape;
    const size = features / this.heads;
    const parts = dh.permute(dh.reshape(this.all.forward(x), [batch, time, 3, this.heads, size]), [2, 0, 3, 1, 4]);
    const [q, k, v] = [0, 1, 2].map((i) => dh.squeeze(dh.slice(parts, [[i, i + 1]]), 0));
    const scores = dh.mul(dh.matmul(q, dh.permute(k, [0, 1, 3, 2])), 1 / Math.sqrt(size));
    const weights = dh.softmax(dh.where(earlier(time), scores, -1e9), 3);
    const mixed = dh.permute(dh.matmul(weights, v), [0, 2, 1, 3]);
    return this.out.forward(dh.reshape(mixed, [batch, time, features]));
  }
}

/** [time, time]: 1 where the column is not later than the row. */
const earlier = (time: number): dh.Tensor =>
  dh.tensor(
    Float32Array.from({ length: time * time }, (_, i) => (i % time <= Math.floor(i / time) ? 1 : 0)),
    { shape: [time, time] },
  );
