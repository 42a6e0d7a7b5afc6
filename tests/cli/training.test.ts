/** @file The training loop: its clock, and the epoch that a signal interrupts. */

import { describe, expect, it, vi } from "vitest";
import type { HeldOut } from "../../src/cli/experiment/objective.ts";
import { Progress } from "../../src/cli/terminal/progress.ts";
import { type History, newHistory } from "../../src/cli/train/history.ts";
import { runTraining, type TrainingOptions } from "../../src/cli/train/training.ts";
import { EarlyStopping } from "../../src/training/earlyStopping.ts";
import { experimentOf } from "../support/experimentOf.ts";
import { fakeTerminal } from "../support/fakeTerminal.ts";

const matrices = vi.hoisted(() => ({ made: 0 }));

vi.mock("../../src/training/confusionMatrix.ts", async (original) => {
  const { confusionMatrix } = await original<typeof import("../../src/training/confusionMatrix.ts")>();
  return {
    confusionMatrix: (...of: Parameters<typeof confusionMatrix>) => {
      matrices.made++;
      return confusionMatrix(...of);
    },
  };
});

/** Four batches an epoch. */
const experiment = () => experimentOf({ data: "line", model: "1-1", batch: "250", lr: "0.1" });

/** Trains with a clock that advances 60 ms per reading, so that every step looks for signals. */
function train(
  options: Partial<Pick<TrainingOptions, "epochs" | "isInterrupted" | "measure" | "onStep">> & {
    history?: History;
    patience?: number;
  } = {},
) {
  const {
    epochs = 2,
    isInterrupted = () => false,
    measure = false,
    onStep = () => undefined,
    history = newHistory(),
    patience,
  } = options;
  const terminal = fakeTerminal();
  terminal.tick = 60;
  const one = experiment();
  const stopping = patience === undefined ? null : new EarlyStopping(one.model, { patience, mode: "min" });
  const ending = runTraining(one, history, {
    epochs,
    stopping,
    progress: new Progress(terminal, "none"),
    now: terminal.now,
    isInterrupted,
    measure,
    onStep,
    onEpoch: () => {},
  });
  return { history, ending, stopping };
}

describe("runTraining", () => {
  it("adds its time to the time of earlier sessions", async () => {
    const [fresh, resumed] = [train(), train({ history: { ...newHistory(), elapsed: 5000 } })];
    expect([await fresh.ending, await resumed.ending]).toEqual(["finished", "finished"]);
    expect(fresh.history.elapsed).toBeGreaterThan(0);
    expect(resumed.history.elapsed).toBe(5000 + fresh.history.elapsed);
  });

  it("interrupted in an epoch, ends there without an evaluation", async () => {
    let asked = 0;
    const { ending, history } = train({ isInterrupted: () => ++asked >= 2 });
    expect(await ending).toBe("interrupted");
    expect([history.losses.length, history.epochs.length]).toEqual([2, 0]);
  });

  it("interrupted at the last batch of an epoch, evaluates that epoch first", async () => {
    let asked = 0;
    const { ending, history } = train({ isInterrupted: () => ++asked >= 4 });
    expect(await ending).toBe("interrupted");
    expect([history.losses.length, history.epochs.length]).toEqual([4, 1]);
  });

  it("keeps every step's measurements; update ratios only if asked", async () => {
    const seen: number[] = [];
    const [followed, alone] = [train({ measure: true, onStep: (step) => seen.push(step) }), train()];
    await Promise.all([followed.ending, alone.ending]);
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(alone.history).toEqual({ ...followed.history, updateRatios: new Array(8).fill(Number.NaN) });
    const { losses, lr, gradientNorms, updateRatios } = followed.history;
    expect(lr).toEqual(new Array(8).fill(0.1));
    for (const list of [losses, gradientNorms, updateRatios]) {
      expect(list).toHaveLength(8);
      expect(Math.min(...list)).toBeGreaterThan(0);
    }
  });

  it("reports the last step of an epoch once it is evaluated", async () => {
    const known: number[] = [];
    const history = newHistory();
    await train({ history, onStep: () => known.push(history.epochs.length) }).ending;
    expect(known).toEqual([0, 0, 0, 1, 1, 1, 1, 2]);
  });

  it("counts confusions only where they are asked for: thousands of classes have millions", async () => {
    const found: HeldOut[] = [];
    const one = experimentOf({ data: "gauss", model: "2-2", lr: "0.1" });
    await runTraining(one, newHistory(), {
      epochs: 2,
      stopping: null,
      progress: new Progress(fakeTerminal(), "none"),
      now: () => 0,
      isInterrupted: () => false,
      measure: false,
      onStep: () => undefined,
      onEpoch: (heldOut) => found.push(heldOut),
    });
    expect(matrices.made).toBe(0);
    const { loss, score, metrics } = found[1];
    expect(metrics()).toMatchObject({ loss, accuracy: score });
    expect(matrices.made).toBe(1);
  });

  it("stops early with the state of EarlyStopping", async () => {
    const { ending, history, stopping } = train({ epochs: 200, patience: 1 });
    expect(await ending).toBe("stopped early");
    expect(history.epochs.length).toBe(stopping?.epochs);
    expect(stopping?.bestEpoch).toBe(history.epochs.length - 1);
  });
});
