import type { Tensor } from "../tensor.ts";

/** A name, and how many ops ago its tensor went in. */
interface Named {
  name: string;
  steps: number;
}

/** Finds the nearest tensor with a name behind others: what errors call a place where there are no layers. */
export class NearestName {
  /** What is behind a result. Kept, since a chain without names would else be walked to its start for each of its ops. */
  private readonly behind = new WeakMap<Tensor, Named>();

  /** "at 0.weight", or "after 0.weight" if that went into an earlier op; "" if none has a name. */
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

  /** Oldest first: when the turn comes to a result, its inputs have had theirs. */
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
