/** @file `downhill train --log`: a line for every step, once, whatever happens to the run or the disk. */

import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { fakeTerminal, run } from "../support/fakeTerminal.ts";
import { newFolder } from "../support/newFolder.ts";

/** Calls of the disk that fail for now. */
const disk = vi.hoisted(() => ({ isFull: false }));

vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  return {
    ...fs,
    // A full disk takes a part of the bytes first.
    writeSync: (file: number, bytes: Uint8Array, at: number, length: number, position: number) => {
      if (!disk.isFull) return fs.writeSync(file, bytes, at, length, position);
      fs.writeSync(file, bytes, at, Math.min(length, 9), position);
      throw Object.assign(new Error(), { code: "ENOSPC" });
    },
  };
});

afterEach(() => {
  disk.isFull = false;
});

const folder = newFolder();
const line = "train --data line --model 1-1 --batch 250 --lr 0.1";
const path = (name: string): string => join(folder, name);
const read = (name: string): string => readFileSync(path(name), "utf8");
/** Trains with these flags; returns the text of the log. */
async function logged(name: string, flags: string): Promise<string> {
  await run(`${line} ${flags} --overwrite --log ${path(name)}`);
  return read(name);
}

describe("a log", () => {
  it("has a JSON object for each step, with the held-out score after every epoch", async () => {
    const { stdout } = await run(`${line} --epochs 2 --log ${path("a.ndjson")} --json`);
    const steps = read("a.ndjson")
      .trimEnd()
      .split("\n")
      .map((text) => JSON.parse(text));
    expect(steps.map(({ step, epoch }) => [step, epoch])).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((step) => [step, step < 5 ? 1 : 2]),
    );
    const always = ["step", "epoch", "loss", "lr", "gradient_norm", "update_ratio"];
    for (const { step, ...rest } of steps)
      expect(Object.keys({ step, ...rest })).toEqual(step % 4 === 0 ? [...always, "test_loss", "test_r2"] : always);
    const { bestLoss, bestStep, testLoss, score, lr } = JSON.parse(stdout);
    expect(steps[bestStep - 1].loss).toBe(bestLoss);
    expect([steps[7].test_loss, steps[7].test_r2, steps[7].lr]).toEqual([testLoss, score, lr[0]]);
    expect(steps.every(({ update_ratio, gradient_norm }) => update_ratio > 0 && gradient_norm > 0)).toBe(true);
  });

  it("as CSV has the same numbers under the same names", async () => {
    const [json, csv] = [await logged("b.jsonl", "--epochs 2"), await logged("b.csv", "--epochs 2")];
    const [names, ...rows] = csv
      .trimEnd()
      .split("\n")
      .map((text) => text.split(","));
    const objects = rows.map((row) =>
      Object.fromEntries(row.flatMap((cell, i) => (cell === "" ? [] : [[names[i], Number(cell)]]))),
    );
    expect(objects).toEqual(
      json
        .trimEnd()
        .split("\n")
        .map((text) => JSON.parse(text)),
    );
  });

  it("names the accuracy of classes, and the validation set", async () => {
    await run(`train --data gauss --model 2-2 --epochs 1 --patience 1 --log ${path("c.csv")}`);
    expect(read("c.csv")).toMatch(/^step,epoch,loss,lr,gradient_norm,update_ratio,val_loss,val_accuracy\n1,1,/);
  });

  it("does not change a run", async () => {
    const result = async (flags: string) => ({
      ...JSON.parse((await run(`${line} --json ${flags}`.trim())).stdout),
      seconds: 0,
    });
    expect(await result(`--log ${path("d.csv")}`)).toEqual(await result(""));
  });

  it("has null in JSON for a loss that is not a number", async () => {
    const flags = `--data sine --model 1-8-1 --optimizer sgd --lr 1e9 --epochs 1 --non-finite skip --log ${path("e.ndjson")}`;
    await run(`train ${flags}`);
    const steps = read("e.ndjson")
      .trimEnd()
      .split("\n")
      .map((text) => JSON.parse(text));
    expect(steps).toHaveLength(16);
    expect(steps[15].loss).toBe(null);
  });

  it("holds the steps before the one that diverged", async () => {
    const { code, stdout } = await run(
      `train --data sine --model 1-8-1 --optimizer sgd --lr 1e9 --log ${path("f.csv")} --json`,
    );
    expect(code).toBe(1);
    expect(read("f.csv").trimEnd().split("\n")).toHaveLength(1 + JSON.parse(stdout).steps);
  });
});

describe("a resumed run", () => {
  const saved = path("run.safetensors");
  const begin = (flags: string, terminal = fakeTerminal()) =>
    run(`${line} --overwrite --checkpoint ${saved} ${flags}`, terminal);

  it.each(["g.ndjson", "g.csv"])("continues %s to the bytes of a run that never stopped", async (name) => {
    const whole = await logged(name, "--epochs 3");
    await begin(`--epochs 1 --log ${path(name)}`);
    // As after a kill: steps of the next epoch, one of them incomplete.
    appendFileSync(
      path(name),
      whole
        .split("\n")
        .slice(name.endsWith("csv") ? 5 : 4, 7)
        .join("\n")
        .slice(0, -5),
    );
    const { code } = await run(`train --resume ${saved} --epochs 3 --log ${path(name)}`);
    expect(code).not.toBe(2);
    expect(read(name)).toBe(whole);
  });

  it("writes the steps before it too, where the log is new or shorter", async () => {
    const losses = (text: string): string[] => text.split("\n").map((row) => row.split(",")[2]);
    const whole = losses(await logged("h.csv", "--epochs 2"));
    await begin("--epochs 1");
    expect(losses(await logged2(`--epochs 2`, "i.csv"))).toEqual(whole);
    await begin("--epochs 1");
    writeFileSync(path("i.csv"), read("i.csv").split("\n").slice(0, 2).join("\n"));
    expect(losses(await logged2(`--epochs 2`, "i.csv"))).toEqual(whole);
  });

  async function logged2(flags: string, name: string): Promise<string> {
    await run(`train --resume ${saved} ${flags} --log ${path(name)}`);
    return read(name);
  }

  it.each([
    ["another run's log", "other.csv", () => logged("other.csv", "--epochs 1 --seed 8")],
    ["a table", "table.csv", async () => writeFileSync(path("table.csv"), "a,b\n1,2\n")],
    ["an incomplete text", "text.ndjson", async () => writeFileSync(path("text.ndjson"), '{"step":1')],
  ])("refuses %s, and leaves it as it is", async (_, name, make) => {
    await begin("--epochs 1");
    await make();
    const before = read(name);
    const { code, stdout, stderr } = await run(`train --resume ${saved} --epochs 2 --log ${path(name)}`);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^downhill: --log .*: exists and does not belong to this run; .*--overwrite.*\n$/);
    expect(read(name)).toBe(before);
  });
});

it.each([
  [`${line} --log run.txt`, 'downhill: --log must end in .ndjson, .jsonl or .csv, got "run.txt"\n'],
  [
    `${line} --folds 3 --log ${path("k.csv")}`,
    "downhill: --folds trains several models and saves none; leave out --log\n",
  ],
])("%s: exit 2", async (command, message) => {
  expect(await run(command)).toEqual({ code: 2, stdout: "", stderr: message });
});

describe("a disk that is full", () => {
  /** Trains, with a full disk between two texts on stderr. */
  async function trainOnFull(name: string, from: string, to: string) {
    const terminal = fakeTerminal();
    const { write } = terminal.stderr;
    terminal.stderr.write = (part) => {
      write(part);
      if (part.includes(from)) disk.isFull = true;
      if (part.includes(to)) disk.isFull = false;
    };
    return run(`${line} --epochs 4 --overwrite --log ${path(name)}`, terminal);
  }

  it("is reported once; the steps are written as soon as there is space", async () => {
    const whole = await logged("m.csv", "--epochs 4");
    const { stderr } = await trainOnFull("m.csv", "epoch=1/", "epoch=3/");
    expect(stderr.match(/--log .*m\.csv: no space left on the disk; training continues\n/g)).toHaveLength(1);
    expect(read("m.csv")).toBe(whole);
  });

  it("until the end gives exit code 1, and says which steps are there", async () => {
    const { code, stderr } = await trainOnFull("n.csv", "epoch=2/", "never");
    expect(code).toBe(1);
    expect(stderr).toMatch(/--log .*n\.csv holds 7 of 16 steps\n$/);
  });
});
