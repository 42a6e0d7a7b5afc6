/** @file The pictures of README and docs, as they are committed. `generated.full.test.ts` draws them again. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { scheduleNames } from "../src/schedules/index.ts";

const picture = (name: string): string => readFileSync(new URL(`../docs/${name}`, import.meta.url), "utf8");

it.each(["lab.svg", "schedules.svg", "report.svg", "terminal.svg"])(
  "docs/%s is an image with a title and finite coordinates",
  (name) => {
    expect(picture(name)).toMatch(/^<svg xmlns="[^"]*"[^>]* role="img"[^>]*>\s*<title[^>]*>.+<\/title>/);
    expect(picture(name)).not.toMatch(/NaN|undefined|Infinity/);
  },
);

describe("docs/schedules.svg", () => {
  it("shows every schedule", () => {
    const calls = [...picture("schedules.svg").matchAll(/class="call"[^>]*>([^<]*)/g)].map(([, call]) => call);
    expect(scheduleNames.filter((name) => !calls.some((call) => call.startsWith(`${name}(`)))).toEqual([]);
  });
});

describe("the pictures of the command line", () => {
  it("place every panel and every line apart", () => {
    const places = (name: string, pattern: RegExp) => picture(name).match(pattern) ?? [];
    const panels = places("report.svg", /<svg x="\d+" y="\d+"/g);
    expect([panels.length, new Set(panels).size]).toEqual([8, 8]);
    const lines = places("terminal.svg", / y="\d+"/g);
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines.length).toBeGreaterThan(40);
  });
});
