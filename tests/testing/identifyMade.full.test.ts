import { expect, it } from "vitest";
import { identify } from "../../src/testing/index.ts";
import { outcome, paths } from "../support/identify/paths.ts";

it("names a sample of made paths with random numbers, and never a wrong rule with confidence", () => {
  // Every sixth path; `npm run prove-identify` takes all.
  const sample = paths.filter((_, i) => i % 6 === 0).map((make) => make());
  expect(sample.length).toBeGreaterThanOrEqual(38);
  const outcomes = sample.map((one) => `${outcome(one, identify(one.recording))}: ${one.title}`);
  expect(outcomes.filter((text) => text.startsWith("wrong"))).toEqual([]);
  expect(outcomes.filter((text) => text.startsWith("missed")).length, outcomes.join("\n")).toBeLessThanOrEqual(1);
}, 600_000);
