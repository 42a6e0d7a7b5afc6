import type { TracedStatement } from "../../optim/trace.ts";

/**
 * Why a statement is there, in one sentence: by the name it writes, and by its form where a name has several meanings.
 */
export function lineReason({ target, text, kind }: Pick<TracedStatement, "target" | "text" | "kind">): string {
  const found = sentences[target]?.find(([form]) => form.test(text));
  if (found !== undefined) return found[1];
  if (kind === "store") return `Keeps ${target} for the next step.`;
  return `Computes ${target}, which the lines below read.`;
}

type Sentences = readonly (readonly [form: RegExp, sentence: string])[];

const any = /./;

const sentences: Readonly<Record<string, Sentences>> = {
  g: [
    [/^g\.map\(\(\w+\) => -/, "Turns the gradient round, so that the rule inside climbs."],
    [/l2 \*/, "Adds the decay to the gradient; the rule inside treats it as a part of the slope."],
    [/^clamped/, "Bounds every element of the gradient."],
    [/^clippedNorm/, "Shortens a long gradient, and keeps its direction."],
    [/^clipUnits/, "Bounds the gradient by the size of the weights."],
  ],
  slow: [[any, "Moves the slow weights a share of the way to the fast ones."]],
  share: [[any, "The weight of θ in the average; at first it is large, since the average starts empty."]],
  theta: [
    [/= slow/, "Sets the fast weights back to the slow ones."],
    [/\* before/, "Pulls θ towards 0 by a share of its value before the step; the gradient has no part in it."],
    [/= \(1 - beta1?\) \* z/, "Places θ, where the next gradient is taken, between z and the average x."],
    [/c < 0 \? -/, "Steps against the gradient's sign; where the sign changed, takes the last step back."],
    [/c < 0 \?/, "Steps against the gradient's sign, and waits where the sign changed."],
    [/sign\(g/, "Steps against the gradient's sign; the gradient's size has no effect."],
    [/sign\(c\)/, "Steps by the learning rate in the direction of the sign; sizes have no effect."],
    [/r > 0 \?/, "Divides by √v only once v has seen enough gradients; before, this is a momentum step."],
    [/safeDivide.*weightDecay/, "Takes the normalised step; the decay shrinks θ itself and is not normalised."],
    [/safeDivide\(g/, "Divides the gradient by its typical size, so the step does not depend on its scale."],
    [/safeDivide/, "Divides the averaged gradient by its typical size, so the step does not depend on its scale."],
    [/weightDecay|lambd/, "Takes the step; the decay shrinks θ itself."],
    [/mu \* u/, "Takes the step that the velocity will make next: it looks one step ahead."],
    [/u\[i\]/, "Moves θ by the velocity."],
    [/lr \* trust/, "Takes the step at the rate that suits this tensor."],
    [/m\[i\]/, "Moves θ along the averaged gradient."],
    [any, "Moves θ against the gradient."],
  ],
  m: [
    [/\* n$/, "Averages the normalised gradients, so that noise cancels."],
    [any, "Averages the gradients: noise and reversals cancel, steady directions add up."],
  ],
  u: [[any, "The velocity: it remembers earlier steps, and a steady gradient makes it grow."]],
  v: [
    [/^v\[i\] -=/, "Moves v towards g² by a bounded amount, so that one large gradient cannot change it at once."],
    [any, "Averages the squared gradients; the root is the gradient's typical size."],
  ],
  s: [
    [/g\[i\] - m/, "Averages how far the gradient is from its prediction m: small where gradients are as expected."],
    [/\+=/, "Sums all squared gradients, so that frequent weights get smaller steps."],
  ],
  x: [
    [/z\[i\]/, "Averages z over the steps: these are the weights to evaluate with."],
    [any, "Averages the squared steps: their root gives the step the unit of θ."],
  ],
  z: [[any, "Takes the plain step; θ and the average follow it."]],
  a: [[any, "Averages the gradients, for the variance around their mean."]],
  vMax: [[any, "Keeps the largest v so far, so that the effective learning rate cannot grow again."]],
  uMax: [[any, "Keeps the largest recent gradient; it fades by β₂."]],
  average: [[any, "Averages θ over the steps: these are the weights to evaluate with."]],
  delta: [[any, "Grows the step while the sign stays, and shrinks it after a change of sign."]],
  side: [[any, "Remembers the sign; 0 means that the next step is not compared."]],
  product: [[any, "Multiplies the momenta so far, which the correction of m needs."]],
  weights: [[any, "Sums the squares of the weights, for their norm."]],
  updates: [[any, "Sums the squares of the updates, for their norm."]],
  gradients: [[any, "Sums the squares of the gradients, for their norm."]],
  decayed: [[any, "Sums the squares of the decayed gradients, for their norm."]],
  correction1: [[any, "m started at 0; this is the part of an average that it holds by now."]],
  correction2: [[any, "The second average started at 0; this is the part that it holds by now."]],
  mHat: [[any, "Corrects m for its start at 0."]],
  vHat: [[any, "Corrects v for its start at 0."]],
  sHat: [[any, "Corrects s for its start at 0."]],
  mBar: [[any, "Looks one step ahead: m as it will be if the next gradient is like this one."]],
  rhoInf: [[any, "The number of gradients that v averages in the long run."]],
  rho: [
    [/rhoInf/, "The number of gradients that v averages by now."],
    [any, "The share of the average that is kept."],
  ],
  ratios: [[any, "Compares the variance of 1/√v now with that in the long run."]],
  r: [
    [/weightDecay/, "Adam's step with decay; its norm decides this tensor's rate."],
    [any, "Shortens the step while v has seen few gradients; 0 where it has seen too few."],
  ],
  lower: [[any, "The lower bound of the effective learning rate, which rises to the final rate."]],
  upper: [[any, "The upper bound of the effective learning rate, which falls to the final rate."]],
  rate: [
    [/min\(max/, "Holds the effective learning rate between the two bounds."],
    [any, "The learning rate of this step."],
  ],
  eta: [[any, "The learning rate falls with t, which averaging needs."]],
  gamma: [[any, "The learning rate of this step, smaller during warmup."]],
  trust: [[any, "Scales the step to the tensor's norm, so that every tensor changes by the same fraction."]],
  q: [[any, "Scales the step to the tensor's norm, so that every tensor changes by the same fraction."]],
  c: [
    [/sign\(g/, "1 where the gradient's sign is that of the last step, −1 where it changed, 0 at the first step."],
    [/safeDivide/, "The weight of this step in the average."],
    [any, "Mixes the gradient into the average; only the sign of the result matters."],
  ],
  n: [
    [/every/, "The number of weights in the mean, those of this step included."],
    [/limit/, "Normalises by the gradients before this one, and clips what is left."],
    [any, "Divides the gradient by its typical size."],
  ],
  d: [
    [/decay, /, "The decay rate of this step, which grows with t."],
    [/weightDecay/, "Adds the decay to the gradient."],
    [any, "Scales the gradient by the ratio of past steps to past gradients."],
  ],
  limit: [[any, "The bound of a normalised gradient, which widens with t."]],
  variance: [[any, "The variance of the gradient around its mean, where the rule is centered."]],
  before: [[/delta/, "The step's length before this update."]],
  kept: [[any, "The first gradient only sets v; later ones are averaged into it."]],
  mu: [[any, "The momentum of this step, which warms up to β₁."]],
  muNext: [[any, "The momentum of the next step."]],
  shareOfG: [[any, "The weight of the gradient in the look-ahead, corrected for the start at 0."]],
  shareOfM: [[any, "The weight of m in the look-ahead, corrected for the start at 0."]],
};
