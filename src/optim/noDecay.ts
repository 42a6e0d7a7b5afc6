import { type GroupOptions, listOf, type Parameter } from "./group.ts";

/**
 * Two groups: matrices and kernels, which decay, and parameters of at most one axis, which do not. Those are biases and
 * norm layers' scales and shifts. Their size says nothing about how complex a function is, and decay to 0 would
 * switch a scale off.
 *
 * `decay` is the hyperparameter that is 0 for the second group: `weightDecay`, or the `l2` of that wrapper.
 *
 *     new Optimizer(noDecay(model.parameters()), adamw({ weightDecay: 0.01 }))
 */
export function noDecay(params: Iterable<Parameter>, decay: "weightDecay" | "l2" = "weightDecay"): GroupOptions[] {
  const given = listOf("noDecay", params);
  const groups = [
    { params: given.filter(({ shape }) => shape.length > 1) },
    { params: given.filter(({ shape }) => shape.length <= 1), hyper: { [decay]: 0 } },
  ];
  return groups.filter((group) => group.params.length > 0);
}
