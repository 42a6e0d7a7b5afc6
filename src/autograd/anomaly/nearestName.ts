import type { Tensor } from "../tensor.ts";

/** A tensor's name, and the number of ops since it was used. */
interface Named {
  name: string;
  steps: number;
}

/** Finds the nearest named tensor that a result was computed from. Errors without layers use it as the place. */
export class NearestName {
  /** The nearest name of each result. A cache: without it, each op of a chain without names would walk to its start. */
  private readonly behind = new WeakMap<Tensor, Named>();

  /** Returns "at 0.weight", "after 0.weight" if an earlier op used that tensor, or "" without a name. */
  among(inputs: readonly Tensor[]): string {
    const { name, steps } = this.nearest(inputs);
    if (name === "") return "";
    return `${steps === 0 ? "at" : "after"} ${name}`;
  }

  private nearest(inputs: readonly Tensor[]): Named {
    let best: Named = { name: "", steps: Infinity };
    for (const x of inputs) {
      const found = x.name === "" ? this.lookBehind(x) : { name: x.name, steps: 0 };
      if (found.steps < best.steps) best = found;
    }
    return best;
  }

  /** Visits the oldest first, so that the inputs of a result come before it. */
  private lookBehind(result: Tensor): Named {
    const unknown = new Set(this.behind.has(result) ? [] : [result]);
    for (const y of unknown) for (const x of inputsOf(y)) if (x.name === "" && !this.behind.has(x)) unknown.add(x);
    for (const y of [...unknown].sort((a, b) => a.time - b.time)) {
      const { name, steps } = this.nearest(inputsOf(y));
      this.behind.set(y, { name, steps: steps + 1 });
    }
    return this.behind.get(result) as Named;
  }
}

const inputsOf = (y: Tensor): Tensor[] => y.history.edges.map(([x]) => x);
