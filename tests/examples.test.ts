/** @file Each example reaches its target, and misses it after three steps. */

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { main as digits } from "../examples/digits-cnn.ts";
import { main as regression } from "../examples/regression.ts";
import { main as spiral } from "../examples/spiral-mlp.ts";
import { main as xor } from "../examples/xor.ts";

const run = promisify(execFile);

const example = (name: string, ...args: string[]) =>
  run(process.execPath, ["--import", "tsx", fileURLToPath(new URL(`../examples/${name}.ts`, import.meta.url)), ...args])
    .then(({ stdout, stderr }) => ({ stdout, stderr, code: 0 }))
    .catch(({ stdout, stderr, code }) => ({ stdout, stderr, code }));

beforeAll(() => void vi.spyOn(console, "error").mockImplementation(() => {}));

describe("every example", () => {
  it.each([
    ["xor", xor, 200],
    ["spiral-mlp", spiral, 1000],
    ["digits-cnn", digits, 470],
    ["regression", regression, 1000],
  ] as const)("%s reaches its target, reproducibly, and misses it after three steps", (_, main, steps) => {
    const verdict = main({ steps });
    expect(verdict.reached, verdict.text).toBe(true);
    const short = main({ steps: 3 });
    expect(short.reached).toBe(false);
    expect(main({ steps: 3 })).toEqual(short);
  });
});

describe("as a program", () => {
  it("prints its verdict on stdout and progress on stderr", async () => {
    const { stdout, stderr, code } = await example("xor");
    expect(stdout).toBe("4 of 4 right (target 4): reached\n");
    expect(stderr).toMatch(/^step {2}20\/200 {2}loss 0\.\d{4}\n/);
    expect(code).toBe(0);
  });

  it("exits with 1 below its target, and with 2 when the command line is wrong", async () => {
    expect(await example("xor", "--steps", "1")).toMatchObject({ stdout: expect.stringContaining("missed"), code: 1 });
    const wrong = await example("xor", "--steps", "many");
    expect(wrong).toMatchObject({
      stdout: "",
      stderr: '--steps must be a whole number, 1 or more, got "many"\n',
      code: 2,
    });
    expect((await example("xor", "--speed", "9")).code).toBe(2);
  });

  it("explains itself", async () => {
    const { stdout, code } = await example("spiral-mlp", "--help");
    expect(stdout).toMatch(
      /^Separates the arms of a spiral.*\n\n {2}--steps N {2}updates to make \(default 1000\)\n$/s,
    );
    expect(code).toBe(0);
  });
});
