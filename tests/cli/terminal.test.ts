/** @file Signals, and text that a terminal must not obey. */

import { spawn, spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { printable } from "../../src/cli/terminal/printable.ts";
import { shellCommand } from "../../src/cli/terminal/shellCommand.ts";
import { exitCodes, processTerminal } from "../../src/cli/terminal/terminal.ts";
import { fakeTerminal, run } from "../support/fakeTerminal.ts";

describe("the terminal of the process", () => {
  it.each(Object.keys(exitCodes) as (keyof typeof exitCodes)[])("calls back once at %s, with the signal", (signal) => {
    const before = process.listenerCount(signal);
    const heard: string[] = [];
    processTerminal.onInterrupt((received) => heard.push(received));
    process.emit(signal, signal);
    expect(heard).toEqual([signal]);
    // Without listeners, a second signal ends the process.
    for (const name of Object.keys(exitCodes)) expect(process.listenerCount(name)).toBe(before);
  });

  it("stops listening", () => {
    const before = process.listenerCount("SIGINT");
    const stop = processTerminal.onInterrupt(() => {});
    expect(process.listenerCount("SIGINT")).toBe(before + 1);
    stop();
    expect(process.listenerCount("SIGINT")).toBe(before);
  });

  it("lets a second Ctrl-C end the process", async () => {
    const program = `
      import { processTerminal } from "./src/cli/terminal/terminal.ts";
      processTerminal.onInterrupt(() => console.log("heard"));
      setInterval(() => {}, 1000);
      console.log("ready");`;
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program]);
    child.stdout.on("data", () => void child.kill("SIGINT"));
    const signal = await new Promise((resolve) => child.on("close", (_, ended) => resolve(ended)));
    expect(signal).toBe("SIGINT");
  });
});

it("the program ends quietly if the reader of its results is gone", () => {
  const line = `'${process.execPath}' --import tsx src/cli/main.ts list ops | true; exit \${PIPESTATUS[0]}`;
  const { status, stderr } = spawnSync("bash", ["-c", line], { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
});

describe("train", () => {
  it.each(Object.entries(exitCodes))("ends with its own exit code at %s, after a summary", async (signal, expected) => {
    const terminal = fakeTerminal();
    terminal.tick = 30;
    setImmediate(() => terminal.interrupt(signal as keyof typeof exitCodes));
    const { code, stdout } = await run("train --data moons --model 2-4-2 --epochs 50", terminal);
    expect(code).toBe(expected);
    expect(stdout).toMatch(/^interrupted: /);
  });
});

describe("control characters", () => {
  const hostile = "\u001b[2J\u0007\u009b\u202e";

  it("are escaped, line breaks are kept", () => {
    expect(printable(`a${hostile}\nb\r`)).toBe("a\\u{1b}[2J\\u{7}\\u{9b}\\u{202e}\nb\\u{d}");
  });

  it.each([
    [["train", "--data", `${hostile}.csv`]],
    [["train", "--model", hostile]],
    [["train", "--optimizer", `${hostile}(`]],
    [["train", "--schedule", `cosine(${hostile}`]],
    [["train", "--set", hostile]],
    [["train", `--${hostile}`, "1"]],
    [["train", "--seed", hostile]],
    [["train", "--checkpoint", `/no/${hostile}`]],
    [["train", "--resume", hostile]],
    [["compare", hostile]],
    [["compare", "--grid", hostile]],
    [["explain", hostile]],
    [["check", hostile]],
    [["list", hostile]],
    [[hostile]],
  ])("of flags never reach the terminal: %j", async (words) => {
    const { code, stdout, stderr } = await run(words);
    expect([code, stdout]).toEqual([2, ""]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters in question
    expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(stderr.split("\n")).toHaveLength(2);
  });

  it("of a long name are cut with it, quickly", async () => {
    const { stderr } = await run(["train", "--optimizer", "a".repeat(100_000)]);
    expect(stderr.length).toBeLessThan(2100);
  });
});

describe("a command to paste", () => {
  it("is quoted, and starts as the process was started", () => {
    const words = ["train", "--resume", "my run's $file"];
    expect(shellCommand(words, {})).toBe(`npm run -s downhill -- train --resume 'my run'\\''s $file'`);
  });
});
