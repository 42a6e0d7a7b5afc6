import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { drawSchedules, picture } from "../../scripts/draw-schedules.ts";
import { scheduleNames } from "../../src/schedules/index.ts";

describe("docs/schedules.svg", () => {
  it("is what scripts/draw-schedules.ts draws today, to the byte", () => {
    expect(readFileSync(picture, "utf8")).toBe(drawSchedules());
  });

  it("shows every schedule, with words for who cannot see it", () => {
    const titles = [...drawSchedules().matchAll(/class="call"[^>]*>([^<]*)/g)].map(([, call]) => call);
    expect(scheduleNames.filter((name) => !titles.some((call) => call.startsWith(`${name}(`)))).toEqual([]);
    expect(drawSchedules()).toMatch(
      /<svg[^>]* role="img" aria-labelledby="title">\n<title id="title">Every learning-rate/,
    );
  });

  it("has no coordinate that is not a number", () => {
    expect(drawSchedules()).not.toMatch(/NaN|Infinity|undefined/);
  });
});
