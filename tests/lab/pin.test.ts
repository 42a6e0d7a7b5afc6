/** @file A pinned run: its link, and what differs from it. */
import { describe, expect, it } from "vitest";
import { readHash, writeHash } from "../../site/lab/hash.ts";
import { pinnedHeights, pinnedOf, pinOf, pinWords, sharesFrame } from "../../site/lab/pin.ts";
import { runOf } from "../../site/lab/run.ts";

describe("a pinned run", () => {
  const first = readHash("#f=beale&o=sgd(lr=0.01),adam(lr=0.1)&steps=40&t=30&i=1&axis=y&ui=min").state;

  it("is in the link, and has the bits of the run that was pinned", () => {
    const pin = pinOf(first);
    expect(pin).toBe("v=1&f=beale&steps=40&o=sgd(lr=0.01),adam(lr=0.1)");
    const { state, notices } = readHash(writeHash({ ...first, pin }));
    expect([notices, state.pin]).toEqual([[], pin]);
    expect(pinnedOf(state)?.run.paths).toEqual(runOf(first).paths);
    expect(pinnedOf(state)).toBe(pinnedOf(state));
    expect(pinnedOf({ pin: "" })).toBeNull();
    expect(pinOf({ ...first, pin })).toBe(pin);
  });

  it("has faint curves beside the present ones, on the same function only", () => {
    const state = { ...first, pin: pinOf(first), steps: 30 };
    const curves = pinnedHeights(state);
    expect(curves.map(({ length, isFaint, mayLeave }) => [length, isFaint, mayLeave])).toEqual([
      [31, true, true],
      [31, true, true],
    ]);
    const { run } = pinnedOf(state) as NonNullable<ReturnType<typeof pinnedOf>>;
    expect(curves[1].values[30]).toBe(run.paths[1].values[30] - run.surface.minimum);
    expect(curves[0].look?.colour).not.toBe(curves[1].look?.colour);
    expect(pinnedHeights({ ...state, rotation: 10 })).toEqual([]);
    expect(pinnedHeights({ ...state, pin: "" })).toEqual([]);
  });

  it("lists only what differs, with the values of rules that both have", () => {
    const pin = pinOf(first);
    const pinned = pinnedOf({ pin }) as NonNullable<ReturnType<typeof pinnedOf>>;
    expect(pinWords(pinned, first, runOf(first))).toEqual([
      expect.stringMatching(/^Nothing differs from the pinned run; its paths stay in sight/),
    ]);
    const { state } = readHash("#f=beale&o=sgd(lr=0.02),adam(lr=0.1),lion(lr=0.1)&steps=40&t=30&l2=0.1");
    const words = pinWords(pinned, state, runOf(state));
    expect(words.slice(0, 2)).toEqual([
      "decay: pinned 0, now 0.1",
      "rules: pinned sgd(lr=0.01),adam(lr=0.1), now sgd(lr=0.02),adam(lr=0.1),lion(lr=0.1)",
    ]);
    expect(words[2]).toMatch(/^sgd at step 30: pinned f = \S+, now \S+$/);
    expect(words).toHaveLength(4);
  });

  it("is drawn in its own frame only", () => {
    const pinned = pinnedOf({ pin: pinOf(first) }) as NonNullable<ReturnType<typeof pinnedOf>>;
    expect(sharesFrame(pinned, first)).toBe(true);
    const turned = { ...first, rotation: 10 };
    expect(sharesFrame(pinned, turned)).toBe(false);
    expect(pinWords(pinned, turned, runOf(turned))).toContain(
      "The pinned run is on another function or turn, so its paths are not drawn",
    );
  });

  it("never throws for a wrong link", () => {
    for (const pin of ["%", "v=9&f=nothing", "pin=x", "o=((("])
      expect(pinnedOf({ pin })?.run.paths.length).toBeGreaterThanOrEqual(0);
  });
});
