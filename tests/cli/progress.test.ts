import { describe, expect, it } from "vitest";
import { BoundedSeries } from "../../src/cli/terminal/boundedSeries.ts";
import type { Frame } from "../../src/cli/terminal/frame.ts";
import { automaticMode, Progress } from "../../src/cli/terminal/progress.ts";
import { hasUnicode } from "../../src/cli/terminal/terminal.ts";
import { fakeTerminal, run } from "../support/fakeTerminal.ts";

const frame: Frame = {
  epoch: 1,
  epochs: 2,
  step: 5,
  steps: 10,
  losses: [1, 0.5],
  curve: [1, 0.5],
  heldOut: "test",
  scoreName: "accuracy",
  lr: 0.1,
  gradientNorm: 1,
  updateRatio: 1e-3,
  elapsed: 1000,
};
const write = () => {};
const colourless = { NO_COLOR: "1" };

it("is a bar only on a terminal", () => {
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
    const terminal = fakeTerminal({ isTTY: true, columns: 60 }, colourless);
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
    const terminal = fakeTerminal({ isTTY: true, columns: 60 }, colourless);
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

describe("on a terminal with colours", () => {
  const shown = (environment: Record<string, string>, changes: Partial<Frame> = {}): string => {
    const terminal = fakeTerminal({ isTTY: true, columns: 80 }, environment);
    new Progress(terminal, "bar").epoch({ ...frame, score: 0.5, ...changes });
    return terminal.text.stderr;
  };

  it("the line of an epoch stays, with a coloured bar and score", () => {
    const line = shown({});
    expect(line).toContain("\x1b[36m██████\x1b[0m░░░░░░  50% loss 0.7500 ");
    expect(line).toContain("\x1b[1macc 50.0%\x1b[0m");
    expect(line.endsWith("\n")).toBe(true);
    expect(shown({}, { losses: [1, Number.NaN] })).toContain("\x1b[31mloss NaN!\x1b[0m");
  });

  it.each([{ NO_COLOR: "1" }, { TERM: "dumb" }])("%j: no colour, and the same words", (environment) => {
    const plain = shown(environment);
    expect(plain).not.toContain("\x1b[3");
    const codes = ["\x1b[36m", "\x1b[1m", "\x1b[0m"];
    expect(codes.reduce((text, code) => text.replaceAll(code, ""), shown({}))).toBe(plain);
  });
});

describe("the cost of progress", () => {
  it("does not grow with the steps taken: a curve of a million losses keeps at most 120 numbers", () => {
    const curve = new BoundedSeries(Array.from({ length: 1e6 }, (_, i) => 1 / (1 + i)));
    for (let step = 0; step < 1000; step++) curve.push(1);
    expect(curve.means.length).toBeLessThanOrEqual(120);
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
    progress.status("1/2", true);
    progress.epoch(frame);
    expect(silent.text.stderr).toBe("");
    progress.problem("why it failed");
    expect(silent.text.stderr).toBe("why it failed\n");
  });
});

describe("--progress", () => {
  const diverging = "train --data sine --model 1-8-1 --optimizer sgd --lr 1e9";
  const short = "train --data moons --model 2-2 --epochs 1";

  it("json is one object per line, messages and all", async () => {
    for (const line of [`${short} --progress json`, `${diverging} --progress json`]) {
      const objects = (await run(line)).stderr
        .trim()
        .split("\n")
        .map((text) => JSON.parse(text));
      expect(objects[0].message).toMatch(/^(moons|sine): 1000 training examples/);
      expect("loss" in objects[1] || objects[1].message.startsWith("loss Infinity!")).toBe(true);
    }
  });

  it("none is silent, but for why training failed", async () => {
    expect((await run(`${short} --progress none`)).stderr).toBe("");
    expect((await run(`${diverging} --progress none`)).stderr).toMatch(/^loss Infinity! .*\nlearning rate 1000000000/);
  });

  it("is for compare and lr-find as well", async () => {
    const line = "compare sgd --data moons --model 2-2 --steps 2 --seeds 1 --tuning defaults --progress";
    expect((await run(`${line} none`)).stderr).toBe("");
    const objects = (await run(`${line} json`)).stderr
      .trim()
      .split("\n")
      .map((text) => JSON.parse(text));
    expect(objects.at(-1).message).toMatch(/^2\/2 runs/);
    expect((await run("lr-find --data moons --model 2-8-2 --steps 20 --progress none")).stderr).toBe("");
  });

  it("has a general setting in the environment, which the flag overrides", async () => {
    const quiet = () => fakeTerminal({}, { DOWNHILL_PROGRESS: "none" });
    expect((await run(short, quiet())).stderr).toBe("");
    expect((await run(`${short} --progress plain`, quiet())).stderr).toMatch(/^epoch=1\/1 /m);
    const { code, stderr } = await run(short, fakeTerminal({}, { DOWNHILL_PROGRESS: "loud" }));
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^downhill: DOWNHILL_PROGRESS: unknown value "loud"; /)]);
  });
});
