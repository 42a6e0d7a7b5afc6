import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Linear, loadWeights, Random, RemoteTraining, tensor } from "../../src/index.ts";
import type { Progress, Settings } from "../support/training/worker.ts";

/** The worker as JavaScript: Node 20 reads no TypeScript. */
const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL("../support/training/worker.ts", import.meta.url))],
  bundle: true,
  format: "cjs",
  platform: "node",
  write: false,
});
const source = outputFiles[0].text;

describe("training in a worker", () => {
  let worker: Worker;
  let training: RemoteTraining<Settings, Progress>;

  beforeEach(() => {
    worker = new Worker(source, { eval: true });
    training = new RemoteTraining<Settings, Progress>(worker);
  });
  afterEach(() => worker.terminate());

  it("reports every step in order and returns the weights", async () => {
    training.start({ steps: 200 });
    const steps: number[] = [];
    for await (const { step } of training) steps.push(step);
    expect(steps).toEqual(Array.from({ length: 200 }, (_, i) => i));
    const model = new Linear(2, 1, { random: new Random(2) });
    loadWeights(model, await training.weights());
    expect(model.forward(tensor([[0, 1]])).item()).toBeCloseTo(1, 2);
  });

  it("rejects with the error of a step, after the steps before it", async () => {
    training.start({ steps: 10, failAt: 3 });
    const steps: number[] = [];
    const run = async (): Promise<void> => {
      for await (const { step } of training) steps.push(step);
    };
    await expect(run()).rejects.toThrow("step 3 fails");
    expect(steps).toEqual([0, 1, 2]);
    await expect(training.weights()).rejects.toThrow("step 3 fails");
  });

  it("rejects with the error of create", async () => {
    training.start({ steps: -1 });
    const next = training[Symbol.asyncIterator]().next();
    await expect(next).rejects.toThrow("steps must be >= 0");
  });

  it("stops between two steps, and a new start discards the run before it", async () => {
    training.start({ steps: 1e9 });
    for await (const { step } of training) if (step >= 5) break;
    training.start({ steps: 3 });
    const steps: number[] = [];
    for await (const { step } of training) steps.push(step);
    expect(steps).toEqual([0, 1, 2]);
  });

  it("takes no step while paused, and gives its weights meanwhile", async () => {
    training.start({ steps: 1e9 });
    const progress = training[Symbol.asyncIterator]();
    await progress.next();
    training.pause();
    const [first, second] = [await training.weights(), await training.weights()];
    const third = await training.weights();
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
    expect(Buffer.from(second).equals(Buffer.from(third))).toBe(true);
    training.resume();
    training.stop();
    const rest: number[] = [];
    for await (const { step } of training) rest.push(step);
    expect(await training.weights()).toBeInstanceOf(Uint8Array);
  });

  it("rejects where the worker cannot be loaded", async () => {
    const missing = new Worker(new URL("nowhere.js", import.meta.url));
    const run = new RemoteTraining(missing);
    run.start({});
    await expect(run[Symbol.asyncIterator]().next()).rejects.toThrow(/nowhere/);
  });
});
