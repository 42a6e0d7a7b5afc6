/** @file The lab without a page: names that do not collide, charts that keep their peaks, playing. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chartModel } from "../../site/lab/chartModel.ts";
import { csvOf } from "../../site/lab/csv.ts";
import { decimate } from "../../site/lab/decimate.ts";
import { boxOf, overlaps, placeLabels } from "../../site/lab/endLabels.ts";
import { Lab } from "../../site/lab/lab.ts";
import { pictureOf } from "../../site/lab/picture.ts";
import { jumpOn, playOn } from "../../site/lab/player.ts";
import { runOf } from "../../site/lab/run.ts";
import { movedStart, startAt } from "../../site/lab/startInput.ts";
import { firstState } from "../../site/lab/state.ts";

describe("names at the ends of paths", () => {
  it("never cover each other or leave the picture, wherever the ends are", () => {
    const end = fc.record({
      x: fc.integer({ min: -50, max: 550 }),
      y: fc.integer({ min: -50, max: 550 }),
      text: fc.constantFrom("sgd", "momentum", "adam tensorflow", "rmsprop ✕ 31"),
    });
    const crowd = fc.array(fc.oneof(end, fc.constant({ x: 250, y: 250, text: "adam" })), { maxLength: 12 });
    fc.assert(
      fc.property(crowd, (ends) => {
        const boxes = placeLabels(ends, 500).map((place, i) => boxOf(place, ends[i].text));
        for (const [i, box] of boxes.entries()) {
          expect(box.left).toBeGreaterThanOrEqual(0);
          expect(box.right).toBeLessThanOrEqual(500);
          expect(boxes.slice(0, i).some((other) => overlaps(box, other))).toBe(false);
        }
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});

describe("a chart", () => {
  it("keeps every peak and the ends when it leaves points out", () => {
    const values = Float64Array.from({ length: 5000 }, (_, i) => (i === 1234 ? 9 : i === 4321 ? -9 : Math.sin(i)));
    const kept = decimate(values, 5000, 100);
    expect(kept.length).toBeLessThanOrEqual(202);
    for (const i of [0, 1234, 4321, 4999]) expect(kept).toContain(i);
    expect(decimate(values, 50, 100)).toHaveLength(50);
  });

  const box = { width: 400, height: 200, left: 40, right: 10, top: 10, bottom: 20 };

  it("has powers of ten on its axis; values at or below 0 lie on its floor", () => {
    const { lines, yTicks, x, positionAt } = chartModel([{ values: [100, 1, 0.01, 0], length: 4 }], 3, box);
    expect(yTicks.map(({ text }) => text)).toEqual(["0.01", "0.1", "1", "10", "100"]);
    expect(lines[0]).toMatch(/^M40,10l/);
    expect([positionAt(x(2)), positionAt(-5), positionAt(1e4)]).toEqual([2, 0, 3]);
  });

  it("is not stretched by a series that diverges", () => {
    const tame = { values: [10, 1], length: 2 };
    const wild = { values: [10, 1e30], length: 2, mayLeave: true };
    expect(chartModel([tame, wild], 1, box).yTicks).toEqual(chartModel([tame], 1, box).yTicks);
  });

  it("has a linear axis on request, which values above the ceiling do not stretch", () => {
    const falling = { values: [0.7, 0.6, 0.5, 9], length: 4 };
    const { yTicks, y } = chartModel([falling], 3, box, { ceiling: 0.84, isLinear: true });
    expect(yTicks.map(({ text }) => text)).toEqual(["0.5", "0.55", "0.6", "0.65", "0.7"]);
    expect(y(0.6)).toBeCloseTo((y(0.5) + y(0.7)) / 2, 9);
    expect(y(9)).toBeLessThan(box.top);
  });
});

describe("playing", () => {
  it("shows whole steps and carries the rest over", () => {
    let at = { t: 0, rest: 0 };
    for (let frame = 0; frame < 60; frame++) at = playOn(at, 1000 / 60, 20);
    expect(at.t).toBeGreaterThanOrEqual(19);
    expect(at.t).toBeLessThanOrEqual(20);
    expect(playOn({ t: 5, rest: 0 }, 60_000, 20).t).toBe(7);
  });

  it("without motion shows at most 20 pictures", () => {
    let [t, pictures] = [0, 0];
    while (t < 777) [t, pictures] = [jumpOn(t, 777), pictures + 1];
    expect(pictures).toBeLessThanOrEqual(20);
  });
});

describe("the start", () => {
  it("moves by a fiftieth of the frame, by a five-hundredth with Shift, in the frame even when turned", () => {
    const bowl = { ...firstState, surface: "quadratic" };
    expect(movedStart(bowl, "ArrowRight", false)).toEqual([3.66, 1.5]);
    expect(movedStart(bowl, "ArrowUp", true)).toEqual([3.5, 1.516]);
    expect(movedStart({ ...bowl, rotation: 90, start: [1, 0] }, "ArrowUp", false)).toEqual([1.16, 0]);
    expect(movedStart(bowl, "Enter", false)).toBeNull();
  });

  it("is under the pointer", () => {
    expect(startAt({ ...firstState, surface: "quadratic" }, 0.75, 0.25)).toEqual([2, 2]);
    expect(startAt({ ...firstState, surface: "quadratic", rotation: 90 }, 0.5, 0.25)).toEqual([2, 0]);
  });
});

describe("the lab", () => {
  const frames: (() => void)[] = [];
  const addresses: [hash: string, isNew: boolean][] = [];
  const later: (() => void)[] = [];
  const open = (): Lab =>
    new Lab("#f=saddle", {
      nextFrame: (work) => frames.push(work),
      later: (work) => later.push(work),
      writeAddress: (hash, isNew) => addresses.push([hash, isNew]),
    });

  it("draws once a frame, computes paths only for changes that move them, and writes the address in its time", () => {
    const lab = open();
    let draws = 0;
    lab.add({ render: () => draws++ });
    const { run } = lab;
    for (const t of [5, 6, 7]) lab.set({ t });
    expect([frames.length, later.length, addresses.length]).toEqual([1, 1, 0]);
    frames.splice(0)[0]();
    later.splice(0)[0]();
    expect([draws, lab.run === run, addresses]).toEqual([1, true, [["#v=1&f=saddle&t=7", false]]]);
    lab.set({ rotation: 10 });
    frames.splice(0)[0]();
    expect(lab.run).not.toBe(run);
    lab.set({ surface: "cliff" }, true);
    expect(addresses.slice(1)).toEqual([
      ["#v=1&f=saddle&rot=10&t=7", false],
      ["#v=1&f=cliff&rot=10&t=7", true],
    ]);
  });

  it("stays at the last step when there are more of them, and never passes it", () => {
    const lab = open();
    lab.set({ steps: 500 });
    expect(lab.state.t).toBe(500);
    lab.set({ steps: 20 });
    expect(lab.state.t).toBe(20);
    lab.set({ t: -4 });
    expect(lab.state.t).toBe(0);
  });
});

describe("files", () => {
  const run = runOf(firstState);

  it("the CSV has every point with all digits", () => {
    const [head, ...rows] = csvOf(run, firstState).trim().split("\n");
    expect(head).toBe("rule,lr,step,x,y,f,noise,clip,decay");
    expect(rows).toHaveLength(6 * 301);
    const last = rows[300].split(",");
    expect(last.slice(2).map(Number)).toEqual([
      300,
      run.paths[0].points[600],
      run.paths[0].points[601],
      run.paths[0].values[300],
      0,
      0,
      0,
    ]);
  });

  it("the picture is one SVG with a title, every name, and no number that is not finite", () => {
    const svg = pictureOf(run, firstState);
    expect(svg).toMatch(/^<svg [^>]*role="img"><title>Paths on Rosenbrock<\/title><desc>At step 300/);
    for (const name of run.names) expect(svg).toContain(`>${name}</text>`);
    expect(svg).not.toMatch(/NaN|Infinity|style=/);
  });
});
