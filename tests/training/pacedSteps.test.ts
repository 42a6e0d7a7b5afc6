import { expect, it, vi } from "vitest";
import { pacedSteps } from "../../src/index.ts";

it("yields the result of every step, in order", async () => {
  const results: number[] = [];
  for await (const result of pacedSteps(5, (index) => index * index)) results.push(result);
  expect(results).toEqual([0, 1, 4, 9, 16]);
});

it("handles events when its time is over, and only then", async () => {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  let turns = 0;
  const count = (): void => {
    turns++;
    setImmediate(count);
  };
  setImmediate(count);
  const seen: number[] = [];
  for await (const index of pacedSteps(30, (step) => step, { milliseconds: 10 })) {
    now += 4;
    seen.push(turns);
    if (index === 29) break;
  }
  vi.restoreAllMocks();
  // Three steps of 4 ms fill 10 ms, so events come after the steps 2, 5, 8, …
  const between = seen.slice(1).map((after, i) => after > seen[i]);
  expect(between).toEqual(between.map((_, i) => i % 3 === 2));
});

it("stops when the loop is left", async () => {
  let steps = 0;
  for await (const _ of pacedSteps(100, () => ++steps)) if (steps === 3) break;
  expect(steps).toBe(3);
});

it("refuses invalid counts and times", async () => {
  await expect(pacedSteps(-1, () => 0).next()).rejects.toThrow("pacedSteps: steps must be an integer >= 0, got -1");
  await expect(pacedSteps(1, () => 0, { milliseconds: 0 }).next()).rejects.toThrow("milliseconds must be");
});
