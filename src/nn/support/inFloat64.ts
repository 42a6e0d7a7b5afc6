import type { Tensor } from "../../autograd/tensor.ts";

/**
 * Does some work while tensors hold Float64 copies of their numbers, and returns its result. Afterwards each tensor
 * has its former array again, with its numbers as they were: changes of weights or running statistics are undone.
 */
export function inFloat64<T>(tensors: Iterable<Tensor>, work: () => T): T {
  const former = [...new Set(tensors)].map((x) => ({ x, data: x.exchange(Float64Array.from(x.data)) }));
  try {
    return work();
  } finally {
    for (const { x, data } of former) x.exchange(data);
  }
}
