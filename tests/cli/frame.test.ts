import { describe, expect, it } from "vitest";
import { BoundedSeries } from "../../src/cli/terminal/boundedSeries.ts";
import { barLine, type Frame, plainLine } from "../../src/cli/terminal/frame.ts";
import { clock, short, terse } from "../../src/cli/terminal/numbers.ts";
import { sparkline } from "../../src/cli/terminal/sparkline.ts";
import { textTable } from "../../src/cli/terminal/table.ts";

const losses = Array.from({ length: 50 }, (_, i) => 2 - i / 50);
const frame: Frame = {
  epoch: 3,
  epochs: 12,
  step: 50,
  steps: 200,
  losses,
  curve: losses,
  score: 0.941,
  scoreName: "accuracy",
  heldOut: "test",
  heldOutLoss: 0.2011,
  lr: 2.74e-3,
  gradientNorm: 0.82,
  updateRatio: 1.3e-3,
  elapsed: 5000,
};

describe("barLine", () => {
  it("shows everything where there is room", () => {
    expect(barLine(frame, 160, true)).toBe(
      "epoch  3/12 ███░░░░░░░░░  25% loss 1.210 ██▇▆▅▄▃▂▁▁ 2.0→1.2 acc 94.1% 00:05<00:15 10 it/s |g| 0.8200 u/w 1.3e-3",
    );
  });

  it("drops what matters least, one after the other, and never exceeds the width", () => {
    const optional = ["2.0→1.2", "u/w", "|g|", "it/s", "▇▆▅", "acc"];
    const kept = (width: number) => optional.filter((part) => barLine(frame, width, true).includes(part));
    for (let width = 10; width <= 130; width++) {
      expect(barLine(frame, width, true).length).toBeLessThanOrEqual(width);
      expect(kept(width)).toEqual(optional.slice(optional.length - kept(width).length));
    }
    expect(barLine(frame, 80, true)).toContain("00:05<00:15");
  });

  it("is ASCII without Unicode", () => {
    expect(barLine(frame, 160, false)).toMatch(/^[ -~]*$/);
    expect(barLine({ ...frame, scoreName: "R²" }, 160, false)).toMatch(/^[ -~]* R2 0\.941 [ -~]*$/);
  });

  it("names a loss that is not finite, and leaves out unknown values", () => {
    const { score, heldOutLoss, ...early } = { ...frame, losses: [1, Number.NaN], updateRatio: Number.NaN };
    expect(barLine(early, 160, true)).toContain("loss NaN!");
    expect(barLine(early, 160, true)).not.toMatch(/acc|u\/w/);
    expect(plainLine(early)).not.toMatch(/acc|val/);
  });
});

it("plainLine is keys and values without control characters", () => {
  expect(plainLine(frame)).toBe(
    "epoch=3/12 step=50 loss=1.210 test=0.2011 acc=0.9410 lr=2.740e-3 gnorm=0.8200 uw=1.3e-3 it_s=10 eta=15s".replace(
      "2.740e-3",
      "0.002740",
    ),
  );
  expect(plainLine({ ...frame, scoreName: "R²" })).toContain(" r2=0.9410 ");
});

describe("BoundedSeries", () => {
  it("keeps a short series as it is", () => {
    const values = Array.from({ length: 120 }, (_, i) => i);
    expect(new BoundedSeries(values).means).toEqual(values);
  });

  it("holds means of equally long parts, whatever the length of the series", () => {
    const values = Array.from({ length: 1000 }, (_, i) => i);
    // 16 to a mean, and 8 in the last: 0 … 15 have the mean 7.5, 992 … 999 have 995.5.
    expect(new BoundedSeries(values).means).toEqual([...Array.from({ length: 62 }, (_, i) => 16 * i + 7.5), 995.5]);
  });

  it("keeps what is not finite to itself", () => {
    const { means } = new BoundedSeries(Array.from({ length: 240 }, (_, i) => (i === 100 ? Number.NaN : 1)));
    expect(means.map(Number.isNaN).indexOf(true)).toBe(50);
    expect(means.filter(Number.isNaN)).toHaveLength(1);
  });
});

describe("sparkline", () => {
  it("runs from the smallest to the largest value", () => expect(sparkline([0, 1, 2, 7], 9, true)).toBe("▁▂▃█"));
  it("is flat and in the middle for a constant", () => expect(sparkline([3, 3], 9, true)).toBe("▄▄"));
  it("has gaps for what is not finite", () => expect(sparkline([0, Number.NaN, 7, Infinity], 9, true)).toBe("▁ █ "));
  it("averages to the width", () => expect(sparkline([0, 2, 7, 9, 3, 5], 3, false)).toBe("_@="));
});

it("numbers", () => {
  expect([0.18734, 1.2e-5, 54321, 0, Number.NaN].map(short)).toEqual(["0.1873", "1.20e-5", "5.43e+4", "0", "NaN"]);
  expect([0.001, 3e-4, 0.1, 1e-8, 0.1 + 0.2].map(terse)).toEqual(["1e-3", "3e-4", "0.1", "1e-8", "0.3"]);
  expect([75, 3700, 0.4, Infinity].map(clock)).toEqual(["01:15", "1:01:40", "00:00", "--:--"]);
});

it("textTable aligns numbers to the right and words to the left", () => {
  const rows = [
    ["sgd", "1.5", "one two"],
    ["momentum", "10 %", "3"],
  ];
  expect(textTable(rows, ["rule", "x", "what"])).toBe(
    ["rule         x  what", "sgd        1.5  one two", "momentum  10 %  3"].join("\n"),
  );
});
