import { describe, expect, it } from "vitest";
import type { Frame } from "../../src/cli/frame.ts";
import { automaticMode, Progress } from "../../src/cli/progress.ts";
import { hasUnicode } from "../../src/cli/terminal.ts";
import { fakeTerminal } from "./fakeTerminal.ts";

const frame: Frame = {
  epoch: 1,
  epochs: 2,
  step: 5,
  steps: 10,
  losses: [1, 0.5],
  scoreName: "accuracy",
  lr: 0.1,
  gradientNorm: 1,
  updateRatio: 1e-3,
  elapsed: 1000,
};
const write = () => {};

it("is a bar only where somebody watches", () => {
  expect(automaticMode({ write, isTTY: true }, { TERM: "xterm" })).toBe("bar");
  expect(automaticMode({ write, isTTY: false }, {})).toBe("plain");
  expect(automaticMode({ write, isTTY: true }, { TERM: "dumb" })).toBe("plain");
  expect(automaticMode({ write, isTTY: true }, { CI: "true" })).toBe("plain");
});

it("uses block characters only where they can be shown", () => {
  expect(hasUnicode({})).toBe(true);
  expect(hasUnicode({ LANG: "de_DE.UTF-8" })).toBe(true);
  expect(hasUnicode({ LANG: "de_DE.UTF-8", LC_ALL: "C" })).toBe(false);
  expect(hasUnicode({ LANG: "de_DE.UTF-8", NO_UNICODE: "1" })).toBe(false);
});

describe("on a terminal", () => {
  it("redraws one line, at most ten times a second", () => {
    const terminal = fakeTerminal({ isTTY: true, columns: 60 });
    const progress = new Progress(terminal);
    for (let step = 0; step < 1000; step++) progress.step(frame);
    const draws = terminal.text.stderr.split("\r\x1b[K");
    // The clock moves 1 ms whenever it is read: 1000 steps are a little over a second.
    expect(draws.length).toBeGreaterThanOrEqual(9);
    expect(draws.length).toBeLessThanOrEqual(12);
    expect(terminal.text.stderr).not.toContain("\n");
    for (const draw of draws) expect(draw.length).toBeLessThanOrEqual(59);
  });

  it("puts messages above the line, which is drawn again, and ends it", () => {
    const terminal = fakeTerminal({ isTTY: true, columns: 60 });
    const progress = new Progress(terminal);
    progress.step(frame);
    const line = terminal.text.stderr;
    progress.log("hello");
    expect(terminal.text.stderr).toBe(`${line}\r\x1b[Khello\n${line}`);
    progress.done();
    progress.done();
    expect(terminal.text.stderr).toBe(`${line}\r\x1b[Khello\n${line}\n`);
  });
});

describe("elsewhere", () => {
  it("writes a plain line for every epoch and nothing for a step", () => {
    const terminal = fakeTerminal();
    const progress = new Progress(terminal);
    progress.step(frame);
    progress.epoch(frame);
    progress.done();
    expect(terminal.text.stderr).toMatch(/^epoch=1\/2 [ -~]*\n$/);
  });

  it("writes JSON, or nothing, when told so", () => {
    const terminal = fakeTerminal();
    new Progress(terminal, "json").epoch(frame);
    expect(JSON.parse(terminal.text.stderr)).toMatchObject({ epoch: 1, loss: 0.75, gradientNorm: 1 });
    const silent = fakeTerminal();
    const progress = new Progress(silent, "none");
    progress.log("hello");
    progress.epoch(frame);
    expect(silent.text.stderr).toBe("");
  });
});
