import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { encodeCheckpoint } from "../../src/checkpoint/index.ts";
import { copyExperiment, type Experiment } from "../../src/cli/experiment/experiment.ts";
import { readExperimentSettings } from "../../src/cli/experiment/settings.ts";
import { plot } from "../../src/cli/terminal/plot.ts";
import { type RangeOptions, rangeTest } from "../../src/training/rangeTest.ts";
import { suggestRates } from "../../src/training/suggestRates.ts";
import { experimentOf } from "../support/experimentOf.ts";
import { fakeTerminal, run } from "../support/fakeTerminal.ts";
import { oneStep } from "../support/oneStep.ts";

const folder = mkdtempSync(join(tmpdir(), "downhill-range-"));
afterAll(() => rmSync(folder, { recursive: true }));

const flags = { data: "moons", model: "2-8-2", optimizer: "adam", batch: "32", seed: "5" };
const rangeOf = ({ model, optimizer, loader, clip }: Experiment, options: RangeOptions) =>
  rangeTest(model, optimizer, loader, { ...options, clip });
const range = { from: 1e-5, to: 10, steps: 60 };

describe("the range test", () => {
  it.each([
    ["a perceptron", flags],
    ["batch norm and dropout, which have buffers and a generator", { data: "digits", batch: "4", seed: "5" }],
  ])("leaves model, optimizer, loader and generators as they were, to the bit: %s", (_, flags) => {
    const experiment = experimentOf(flags);
    for (let step = 0; step < 7; step++) oneStep(experiment);
    const { model, optimizer, loader } = experiment;
    expect(model.namedGenerators().length).toBe(flags.data === "digits" ? 1 : 0);
    const state = (): Buffer => Buffer.from(encodeCheckpoint({ model, optimizer, loader, step: 0 }));
    const before = state();
    const copy = copyExperiment(experiment, readExperimentSettings(flags));
    const { lr, loss } = rangeOf(copy, range);
    expect(lr.length).toBeGreaterThan(20);
    expect(state().equals(before)).toBe(true);
    // Its first loss is that of the original's next batch with the original's weights.
    expect(oneStep(experiment).loss).toBeCloseTo(loss[0], 12);
  });

  it("raises the rate by one factor and ends when the loss diverges", () => {
    const sgd = { ...flags, optimizer: "sgd" };
    const { lr, loss, diverged } = rangeOf(experimentOf(sgd), { from: 1e-3, to: 1e6, steps: 91 });
    expect(lr[0]).toBe(1e-3);
    for (let i = 1; i < lr.length; i++) expect(lr[i] / lr[i - 1]).toBeCloseTo(10 ** 0.1, 9);
    expect(diverged).toBe(true);
    expect(lr.length).toBeLessThan(91);
    expect(Math.max(...loss)).toBeLessThanOrEqual(4 * Math.min(...loss));
    expect(rangeOf(experimentOf(sgd), { from: 1e-6, to: 1e-5, steps: 20 })).toMatchObject({ diverged: false });
  });
});

describe("suggestions", () => {
  // Flat, then down at 10⁻³ … 10⁻¹, steepest at the middle of that, lowest at 0.1, then up.
  const lr = Array.from({ length: 61 }, (_, i) => 10 ** (-5 + i / 10));
  const loss = lr.map((rate) => {
    const depth = Math.log10(rate);
    if (depth <= -1) return 1 - 1 / (1 + Math.exp(-6 * (depth + 2)));
    return 0.0025 + (depth + 1) ** 2;
  });

  it("are the steepest place, a tenth of the lowest, and the middle of the longest descent", () => {
    const found = Object.fromEntries(
      suggestRates({ lr, loss, noise: 0.01, diverged: true }).map(({ name, lr: rate }) => [name, rate]),
    );
    expect(Math.log10(found.steepest)).toBeCloseTo(-2, 6);
    expect(Math.log10(found["min/10"])).toBeCloseTo(-2, 6);
    // From the end of the first tenth, 10^-4.3, to 10^-1.
    expect(Math.abs(Math.log10(found.valley) + 2.65)).toBeLessThan(0.06);
  });

  it("do not look at the first tenth nor beyond the lowest loss", () => {
    const settling = loss.map((value, i) => (i < 3 ? 50 - 10 * i : value));
    const later = settling.map((value, i) => (i > 55 ? value - 0.5 * (i - 55) + 5 : value));
    const same = ({ loss: given }: { loss: number[] }) =>
      suggestRates({ lr, loss: given, noise: 0.01, diverged: true }).map((s) => s.lr);
    expect(same({ loss: later })).toEqual(same({ loss }));
  });

  it("are none where too little is left", () => {
    expect(suggestRates({ lr: lr.slice(0, 5), loss: [1, 2, 3, 4, 5], noise: 0.01, diverged: true })).toEqual([]);
  });
});

describe("plot", () => {
  const options = { width: 20, height: 3, marks: [{ letter: "V", x: 10 }] };

  it("draws in ASCII, x by its logarithm", () => {
    const text = plot([1, 10, 100], [2, 1, 2], { ...options, unicode: false });
    expect(text.split("\n")).toEqual([
      "2.000 |**         **",
      "      |  ***   ***",
      "1.000 |     ***",
      "      +------V------",
      "       1         100",
    ]);
  });

  it("stays within its width, with braille dots too", () => {
    for (const unicode of [true, false]) {
      const xs = Array.from({ length: 50 }, (_, i) => 1.3 ** i);
      const text = plot(xs, xs.map(Math.sqrt), { ...options, width: 40, unicode });
      for (const line of text.split("\n")) expect([...line].length).toBeLessThanOrEqual(40);
      expect(/[⠁-⣿]/.test(text)).toBe(unicode);
    }
  });
});

describe("downhill lr-find", () => {
  const line = "lr-find --data moons --model 2-8-2 --optimizer sgd --to 1000";

  it("prints a chart and three named suggestions", async () => {
    const { code, stdout, stderr } = await run(line);
    expect(code).toBe(0);
    for (const name of ["valley", "steepest", "min/10"])
      expect(stdout).toMatch(new RegExp(`^[VSM] {2}${name} +[\\d.e-]+ {2}`, "m"));
    expect(stdout).toMatch(/[⠁-⣿]/);
    expect(stderr).toBe("moons · 2-8-2 (42 parameters) · sgd · 100 steps on a copy\n");
    const ascii = await run(line, fakeTerminal({}, { NO_UNICODE: "1" }));
    expect(ascii.stdout).toMatch(/^[ -~\n]*$/);
  });

  it("suggests a rate that trains", async () => {
    const { suggestions: found } = JSON.parse((await run(`${line} --json`)).stdout);
    const { lr } = found.find(({ name }: { name: string }) => name === "steepest");
    const { stdout } = await run(`train --data moons --model 2-8-2 --optimizer sgd --lr ${lr} --epochs 30 --json`);
    expect(JSON.parse(stdout).score).toBeGreaterThan(0.84);
  });

  it("draws the chart as a picture, its labels apart and inside, the same bytes again", async () => {
    const file = join(folder, "range.svg");
    await run(`${line} --svg ${file}`);
    const svg = readFileSync(file, "utf8");
    expect(svg).toMatch(
      /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 640 320" role="img"><title>.*<desc>/,
    );
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    await run(`${line} --svg ${file}`);
    expect(readFileSync(file, "utf8")).toBe(svg);
    const boxes = [...svg.matchAll(/<text x="([^"]+)" y="([^"]+)" class="([^"]+)">([^<]*)/g)].map(
      ([, x, y, kind, text]) => {
        const width = 7 * [...text].length;
        const left = Number(x) - (/y|last/.test(kind) ? width : kind === "x" ? width / 2 : 0);
        return { text, left, right: left + width, top: Number(y) - 9, bottom: Number(y) + 2 };
      },
    );
    expect(boxes.length).toBeGreaterThan(8);
    for (const [i, a] of boxes.entries()) {
      expect(a.left >= 0 && a.right <= 640 && a.top >= 0 && a.bottom <= 320, JSON.stringify(a)).toBe(true);
      for (const b of boxes.slice(i + 1))
        expect(
          a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom,
          `${a.text}, ${b.text}`,
        ).toBe(false);
    }
  });

  it("says when the loss diverges at once: exit 1", async () => {
    const { code, stdout } = await run("lr-find --data sine --model 1-8-1 --optimizer sgd --from 1e3 --to 1e6");
    expect(code).toBe(1);
    expect(stdout).toMatch(/^no suggestion: the loss diverged after \d+ steps; try a smaller --from/);
  });

  it("ends at a NaN without a stack: exit 1", async () => {
    const { code, stdout } = await run("lr-find --data sine --model 1-8-1 --optimizer sgd --from 1e20 --to 1e30");
    expect(code).toBe(1);
    expect(stdout).toMatch(/^no suggestion: the loss diverged after \d steps; try a smaller --from, or --clip\n$/);
  });

  it.each([
    [20, 3],
    [100, 1],
    [100, 2],
    [100, 4],
  ])("makes nothing of %i steps too small to learn by, seed %i", async (steps, seed) => {
    const line = "lr-find --data moons --model 2-4-2 --optimizer sgd --from 1e-9 --to 1e-8";
    const { code, stdout } = await run(`${line} --steps ${steps} --seed ${seed}`);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^no suggestion: the loss did not drop by more than batch-to-batch noise; try a larger --to/,
    );
  });

  it.each([
    ["lr-find --lr 1", /unknown flag "--lr"/],
    ["lr-find --from 0", /--from must be a number, .* or more, got "0"/],
    ["lr-find --from 1 --to 0.1", /--to must be above --from 1, got 0.1/],
    ["lr-find --steps 5", /--steps must be a whole number, 10 or more, got "5"/],
    ["lr-find --data moons --model 2-2 --svg /dev/full", /--svg \/dev\/full: must be a regular file, got a device/],
    [
      "lr-find --svg /no/where/a.svg",
      /--svg: cannot save \/no\/where\/a\.svg: no such folder \/no\/where; make it first/,
    ],
  ])("%s: exit 2", async (text, message) => {
    const { code, stdout, stderr } = await run(text);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
  });
});
