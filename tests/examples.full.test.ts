/** @file The examples as programs: output, exit codes, help; and the largest one reaches its target. */

import { describe, expect, it, vi } from "vitest";
import { main as digits } from "../examples/digits-cnn.ts";
import { runScript } from "./support/runScript.ts";

it("digits-cnn reaches its target, with the same numbers twice, and misses it after three steps", () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const verdict = digits({ steps: 470 });
  expect(verdict.reached, verdict.text).toBe(true);
  const short = digits({ steps: 3 });
  expect(short.reached).toBe(false);
  expect(digits({ steps: 3 })).toEqual(short);
});

describe("as a program", () => {
  it("prints its verdict on stdout and progress on stderr", async () => {
    const { stdout, stderr, code } = await runScript("examples/xor.ts");
    expect(stdout).toBe("4 of 4 right (target 4): reached\n");
    expect(stderr).toMatch(/^step {2}20\/200 {2}loss 0\.\d{4}\n/);
    expect(code).toBe(0);
  });

  it("exits with 1 below its target, and with 2 when the command line is wrong", async () => {
    expect(await runScript("examples/xor.ts", "--steps", "1")).toMatchObject({
      stdout: expect.stringContaining("missed"),
      code: 1,
    });
    const wrong = await runScript("examples/xor.ts", "--steps", "many");
    expect(wrong).toMatchObject({
      stdout: "",
      stderr: '--steps must be a whole number, 1 or more, got "many"\n',
      code: 2,
    });
    expect((await runScript("examples/xor.ts", "--speed", "9")).code).toBe(2);
  });

  it("prints help", async () => {
    const { stdout, code } = await runScript("examples/spiral-mlp.ts", "--help");
    expect(stdout).toMatch(
      /^Separates the arms of a spiral.*\n\n {2}--steps N {2}updates to make \(default 1000\)\n$/s,
    );
    expect(code).toBe(0);
  });
});
