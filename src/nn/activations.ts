/** @file Activation functions as layers, for Sequential. Each only names its op. */
import {
  elu,
  type GeluOptions,
  gelu,
  leakyRelu,
  relu,
  sigmoid,
  silu,
  softmax,
  softplus,
  tanh,
} from "../autograd/ops/index.ts";
import type { Tensor } from "../autograd/tensor.ts";
import { Module } from "./module.ts";

/** y = max(x, 0), see `relu`. */
export class ReLU extends Module {
  forward(x: Tensor): Tensor {
    return relu(x);
  }
}

/** y = x for x > 0, else slope · x, see `leakyRelu`. */
export class LeakyReLU extends Module {
  private readonly slope: number;

  constructor(slope = 0.01) {
    super();
    this.slope = slope;
  }

  forward(x: Tensor): Tensor {
    return leakyRelu(x, this.slope);
  }

  override describe(): string {
    return `slope ${this.slope}`;
  }
}

/** y = x for x > 0, else α (eˣ − 1), see `elu`. */
export class ELU extends Module {
  private readonly alpha: number;

  constructor(alpha = 1) {
    super();
    this.alpha = alpha;
  }

  forward(x: Tensor): Tensor {
    return elu(x, this.alpha);
  }

  override describe(): string {
    return `α ${this.alpha}`;
  }
}

/** y = x Φ(x), see `gelu`. */
export class GELU extends Module {
  private readonly options: GeluOptions;

  constructor(options: GeluOptions = {}) {
    super();
    this.options = options;
  }

  forward(x: Tensor): Tensor {
    return gelu(x, this.options);
  }
}

/** y = x σ(x), see `silu`. */
export class SiLU extends Module {
  forward(x: Tensor): Tensor {
    return silu(x);
  }
}

/** y = tanh(x). */
export class Tanh extends Module {
  forward(x: Tensor): Tensor {
    return tanh(x);
  }
}

/** y = σ(x) = 1 / (1 + e⁻ˣ). For training use binaryCrossEntropyWithLogits instead: it includes this step. */
export class Sigmoid extends Module {
  forward(x: Tensor): Tensor {
    return sigmoid(x);
  }
}

/** y = ln(1 + eˣ), a smooth relu, see `softplus`. */
export class Softplus extends Module {
  forward(x: Tensor): Tensor {
    return softplus(x);
  }
}

/** Over one axis, the last unless given. For training use crossEntropy on the logits instead: it includes this step. */
export class Softmax extends Module {
  private readonly axis: number;

  constructor(axis = -1) {
    super();
    this.axis = axis;
  }

  forward(x: Tensor): Tensor {
    return softmax(x, this.axis);
  }

  override describe(): string {
    return `axis ${this.axis}`;
  }
}
