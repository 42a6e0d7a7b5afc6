/**
 * @file Very many steps of a very small model, in a separate process: does memory grow, do steps become slower?
 * Prints a line of JSON for each tenth and one at the end.
 *
 *     node --expose-gc --import tsx tests/support/soak/manySteps.ts 1000000
 */

import { crc32 } from "../../../src/checkpoint/formats/support/crc32.ts";
import {
  adam,
  cosine,
  encodeCheckpoint,
  Linear,
  Loader,
  mse,
  noisySine,
  Optimizer,
  Random,
  Sequential,
  Tanh,
  Tensor,
} from "../../../src/index.ts";

export interface ManySteps {
  steps: number;
  /** The largest distance, in MB, of the memory in use after a tenth from that after the first. */
  growth: number;
  /**
   * Drift of the time per step: the quickest tenth of the last tenth by that of the second, or the reverse, minus 1.
   */
  drift: number;
  /** Work per step, the median over all tenths of the quickest tenth in each. */
  microseconds: number;
  fingerprint: string;
}

/** MB in use after everything unreachable is gone. */
async function inUse(): Promise<number> {
  for (let i = 0; i < 2; i++) {
    globalThis.gc?.();
    await new Promise((resolve) => setImmediate(resolve)); // finalisers run between tasks
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

const quantile = (values: number[], share: number): number =>
  values.sort((a, b) => a - b)[Math.floor(share * values.length)];

async function manySteps(steps: number): Promise<ManySteps> {
  const random = new Random(1);
  const model = new Sequential(new Linear(1, 4, { random }), new Tanh(), new Linear(4, 1, { random }));
  const loader = new Loader(noisySine(64, { random }), { batch: 4, random });
  const optimizer = new Optimizer(model.parameters(), adam({ lr: cosine(1e-2, steps) }));
  const memory: number[] = [];
  const speeds: number[] = [];
  for (let tenth = 0; tenth < 10; tenth++) {
    const chunks: number[] = [];
    for (let chunk = 0; chunk < 100; chunk++) {
      const start = process.cpuUsage(); // not wall time: other processes may want the machine too
      for (let i = 0; i < steps / 1000; i++) {
        const { inputs, targets } = loader.next();
        optimizer.zeroGrad();
        mse(model.forward(new Tensor(inputs)), new Tensor(targets)).backward();
        optimizer.step();
      }
      const { user, system } = process.cpuUsage(start);
      chunks.push((user + system) / (steps / 1000));
    }
    speeds.push(quantile(chunks, 0.1)); // other processes slow some chunks down, and speed none up
    memory.push(await inUse());
    console.log(JSON.stringify({ tenth: tenth + 1, microseconds: speeds[tenth], megabytes: memory[tenth] }));
  }
  return {
    steps: optimizer.stepCount,
    growth: Math.max(...memory.map((value) => Math.abs(value - memory[0]))),
    drift: Math.max(speeds[9] / speeds[1], speeds[1] / speeds[9]) - 1,
    microseconds: quantile([...speeds], 0.5),
    fingerprint: crc32(encodeCheckpoint({ model, optimizer, loader, step: steps })).toString(16),
  };
}

console.log(JSON.stringify(await manySteps(Number(process.argv[2]))));
