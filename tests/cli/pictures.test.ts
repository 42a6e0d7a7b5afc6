import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fileOf, pictures } from "../../scripts/draw-pictures.ts";

describe("the README's pictures of the command line", () => {
  it.each(Object.entries(pictures))("docs/%s is what npm run pictures draws today, to the byte", async (name, draw) => {
    const drawn = await draw();
    expect(readFileSync(fileOf(name), "utf8")).toBe(drawn);
    expect(drawn).not.toMatch(/NaN|undefined|Infinity/);
    expect(drawn).toMatch(/^<svg xmlns="[^"]*" viewBox="[^"]*" width="\d+" height="\d+" role="img"><title>.+<\/title>/);
  });

  it("have an own place for every panel and every line", () => {
    const places = (name: string, pattern: RegExp) => readFileSync(fileOf(name), "utf8").match(pattern) ?? [];
    const panels = places("report.svg", /<svg x="\d+" y="\d+"/g);
    expect([panels.length, new Set(panels).size]).toEqual([8, 8]);
    const lines = places("terminal.svg", / y="\d+"/g);
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines.length).toBeGreaterThan(40);
  });
});
