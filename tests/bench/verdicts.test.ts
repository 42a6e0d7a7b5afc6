import { describe, expect, it } from "vitest";
import type { Row } from "../../bench/turns.ts";
import { leadOf, verdictOf } from "../../bench/verdicts.ts";

describe("the verdicts of the bench", () => {
  it.each([
    [0.15, false, 0.15, 0.2, "0.15"],
    [0.15, false, 0.16, 0.1, "0.15, missed"],
    [1, true, 1, 1, "1"],
    [1, true, 1.01, 1.01, "1, missed"],
    [1, true, 0.9, 1.01, "1, missed to tuned PyTorch"],
    [1, true, 1.01, 0.9, "1, missed to PyTorch as it comes"],
  ])("of the goal %s, also to the tuned PyTorch: %s, for %s and %s: %s", (most, tuned, ratio, toTuned, verdict) => {
    expect(verdictOf({ most, tuned }, ratio, toTuned)).toBe(verdict);
  });

  it("are empty without a goal or without PyTorch", () => {
    expect(verdictOf(null, 2, 2)).toBe("");
    expect(verdictOf({ most: 1, tuned: true }, null, 2)).toBe("");
  });

  it("mark a library that takes less than twice our time", () => {
    const row = (name: string, ...times: number[]) => ({ name, times }) as unknown as Row;
    const all = [
      row("PyTorch, 1 thread", 1, 1, 1),
      row("downhill", 1, 2, 3),
      row("jax-js", 1.9, 3.8),
      row("deepbox", 2, 4),
    ];
    expect(all.map((each) => leadOf(each, all))).toEqual(["", "", "2 × downhill, missed", ""]);
  });
});
