/**
 * @file The contender's end of the line. A contender is a process that reads one request per line and answers each
 * with one line of JSON. `prepare FOLDER` gives the losses of the first steps, `run STEPS` the seconds they took.
 */

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Problem } from "./problems.ts";

/** A problem as it was written, with its numbers in the order of problems.ts. */
export interface Given extends Problem {
  labels: number[];
  /** The next `shape` of numbers. */
  take(shape: readonly number[]): Float32Array;
}

/** The measurements of every contender. Only this project also measures the machine's limits. */
export type Contest = "train" | "adam" | "gemm";

export interface Trainer {
  /** Runs a number of training steps (updates, products) and returns when all are done. */
  run(steps: number): void | Promise<void>;
  /** The loss of the last step; for bare operations a sum that tells a right result from a wrong one. */
  loss(): number | Promise<number>;
}

/** How many first losses have to agree; only two of who takes longer than this for one step, in milliseconds. */
const checkedSteps = 5;
const patience = 500;

/** Greets with the version, then answers until the input ends. */
export async function serve(version: string, prepare: (given: Given) => Trainer | Promise<Trainer>): Promise<void> {
  answer({ version });
  let trainer: Trainer | null = null;
  for await (const line of createInterface({ input: process.stdin })) {
    const [request, argument] = line.split(" ");
    try {
      if (request === "prepare") {
        trainer = await prepare(read(argument));
        const losses: number[] = [];
        for (let step = 0; step < checkedSteps; step++) {
          const start = performance.now();
          await trainer.run(1);
          losses.push(await trainer.loss());
          if (step > 0 && performance.now() - start > patience) break;
        }
        answer({ losses });
      } else if (trainer !== null) {
        const start = performance.now();
        await trainer.run(Number(argument));
        answer({ seconds: (performance.now() - start) / 1000 });
      }
    } catch (error) {
      answer({ error: `${(error as Error).message}`.split("\n")[0] });
    }
  }
}

const answer = (reply: object): void => console.log(JSON.stringify(reply));

function read(folder: string): Given {
  const problem = JSON.parse(readFileSync(`${folder}/problem.json`, "utf8"));
  const { buffer } = Uint8Array.from(readFileSync(`${folder}/numbers.f32`));
  let at = 0;
  const take = (shape: readonly number[]): Float32Array => {
    const length = shape.reduce((size, n) => size * n, 1);
    at += length;
    return new Float32Array(buffer, (at - length) * 4, length).slice();
  };
  return { ...problem, take };
}
