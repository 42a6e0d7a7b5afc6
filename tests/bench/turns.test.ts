import { expect, it } from "vitest";
import type { Contender } from "../../bench/contender.ts";
import { inTurns } from "../../bench/turns.ts";

/** A contender whose runs take that many seconds, however many steps they have. */
const taking = (seconds: number): Contender =>
  ({ prepare: async () => [], run: async () => seconds }) as Partial<Contender> as Contender;

const entry = (name: string, seconds: number) => ({ name, contender: taking(seconds), folder: "" });

it("a ratio compares the turns that both entries had, whichever is too slow for all turns", async () => {
  const [slow, quick] = await inTurns([entry("slow", 1.5), entry("quick", 0.03)]);
  expect([slow.ratio, quick.ratio, quick.milliseconds]).toEqual([1, 0.02, 30]);
  const [, last] = await inTurns([entry("quick", 0.03), entry("slow", 1.5)]);
  expect(last.ratio).toBe(50);
});
