/** @file The program as a process: exit codes, streams, a real terminal, and the bundle that the package holds. */

import { spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { copyProject } from "../support/copyProject.ts";
import { newFolder } from "../support/newFolder.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
// The command uses the library's modules beside it, so the whole package is built, in a copy of the project.
const folder = copyProject();
const program = join(folder, "dist/cli/downhill.js");
beforeAll(() => {
  const build = spawnSync("npm", ["run", "-s", "build"], { cwd: folder, encoding: "utf8" });
  expect(build).toMatchObject({ status: 0, stderr: "" });
}, 300_000);

// Not CI's own environment: it would decide how progress is shown.
const { CI, ...environment } = process.env;
const env = { ...environment, LANG: "C.UTF-8", TERM: "xterm" };
const run = (...args: string[]) => spawnSync(process.execPath, [program, ...args], { encoding: "utf8", env });

const quick = ["train", "--data", "gauss", "--model", "2-2", "--lr", "0.1", "--epochs", "2"];

describe("the bundle", () => {
  it("runs: the result on stdout, progress on stderr, exit 0", () => {
    const { status, stdout, stderr } = run(...quick, "--json");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ task: "gauss", reached: true });
    expect(stderr).toMatch(/^epoch=2\/2 /m);
    expect(stderr).not.toContain("\x1b");
  });

  it("exits 1 below target and 2 at a mistake", () => {
    expect(run("train", "--data", "spiral", "--model", "2-2", "--epochs", "1").status).toBe(1);
    const { status, stdout, stderr } = run("train", "--optimiser", "adam");
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^downhill: unknown flag "--optimiser"; did you mean "--optimizer"\? Flags: .*\n$/);
  });

  it("reads the sources of the package to explain them", () => {
    const { status, stdout } = run("explain", "adam");
    expect(status).toBe(0);
    expect(stdout).toContain("mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ");
  });

  it("compares in worker threads", () => {
    const { status, stdout, stderr } = run(
      "compare",
      "sgd",
      "adam",
      "--data",
      "moons",
      "--model",
      "2-4-2",
      "--steps",
      "20",
      "--tuning",
      "defaults",
    );
    expect([status, stderr.match(/^8\/8 runs/m)?.length]).toEqual([0, 1]);
    expect(stdout).toMatch(/^1 {2}(adam|sgd)/m);
  });

  it("names the licence of every package inside", () => {
    const text = readFileSync(join(folder, "dist/cli/LICENSES.txt"), "utf8");
    for (const name of ["piscina", "d3-contour", "d3-scale"])
      expect(text).toMatch(new RegExp(`^${name} \\d[^\n]* \\((MIT|ISC)\\)\n\n[^]*?Copyright`, "m"));
  });

  it("continues after the reader of its progress is gone", () => {
    const out = join(folder, "out.txt");
    const line = `('${process.execPath}' '${program}' ${quick.join(" ")} --epochs 60; echo $? >'${out}.code') 2>&1 >'${out}' | head -1`;
    spawnSync("bash", ["-c", line.replace("--epochs 2 ", "")], { encoding: "utf8", env });
    expect(readFileSync(`${out}.code`, "utf8")).toBe("0\n");
    expect(readFileSync(out, "utf8")).toMatch(/^finished: test accuracy/);
  });

  it("is quiet after the reader of its results is gone", () => {
    const line = `'${process.execPath}' '${program}' train --help | head -1; exit \${PIPESTATUS[0]}`;
    const { status, stdout, stderr } = spawnSync("bash", ["-c", line], { encoding: "utf8", env });
    expect([status, stdout, stderr]).toEqual([0, "usage: downhill train [flags]\n", ""]);
  });
});

describe("the modules of the library that a process loads", () => {
  /** Returns the paths below dist, without those of the command line itself. */
  const loadedBy = (...args: string[]): string[] => {
    const coverage = newFolder();
    spawnSync(process.execPath, [program, ...args], { env: { ...env, NODE_V8_COVERAGE: coverage } });
    const [file] = readdirSync(coverage);
    const scripts: { url: string }[] = JSON.parse(readFileSync(join(coverage, file), "utf8")).result;
    return scripts.flatMap(({ url }) => /\/dist\/((?!cli\/).*)$/.exec(url)?.[1] ?? []);
  };

  it.each(["--help", "--version", "trian", "list --help", "list rulez"])(
    "are checks and kinds of errors for downhill %s",
    (line) => {
      const loaded = loadedBy(...line.split(" "));
      expect(loaded).toContain("check.unknownName.js");
      expect(loaded.filter((name) => !/^check\.|Error\.js$/.test(name))).toEqual([]);
    },
  );

  it("are those of the schedules for list schedules", () => {
    const loaded = loadedBy("list", "schedules");
    expect(loaded).toContain("schedules.cosine.js");
    expect(loaded.filter((name) => /^(autograd|nn|optim|data\.(?!dataFileError)|testing)\./.test(name))).toEqual([]);
  });
});

it("runs from its source with the same numbers", () => {
  const { stdout } = spawnSync(
    process.execPath,
    ["--import", import.meta.resolve("tsx"), join(root, "src/cli/main.ts"), ...quick, "--json"],
    { encoding: "utf8", env },
  );
  const untimed = (text: string) => ({ ...JSON.parse(text), seconds: 0 });
  expect(untimed(stdout)).toEqual(untimed(run(...quick, "--json").stdout));
});

it("ends with exit code 130 at Ctrl-C, after a summary", async () => {
  const child = spawn(process.execPath, [program, "train", "--data", "moons", "--epochs", "100000"], { env });
  onTestFinished(() => void child.kill("SIGKILL"));
  let [stdout, stderr, isTold] = ["", "", false];
  child.stdout.on("data", (part) => {
    stdout += part;
  });
  child.stderr.on("data", (part) => {
    stderr += part;
    if (isTold || !stderr.includes("epoch=2/")) return;
    isTold = child.kill("SIGINT");
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect(code).toBe(130);
  expect(stdout).toMatch(/^interrupted: test accuracy/);
});

const hasScript = spawnSync("script", ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux") ?? false;

// `script` of util-linux gives a real terminal; other systems have another `script` or none.
describe.skipIf(!hasScript)("in a terminal (needs util-linux's script)", () => {
  it.each([40, 80, 120])("rewrites the line of an epoch, of at most %i columns, until it stays", (columns) => {
    const words = [...quick.slice(0, -1), "40"].join(" ");
    const line = `stty cols ${columns}; '${process.execPath}' '${program}' ${words}`;
    const { status, stdout } = spawnSync("script", ["-qec", line, "/dev/null"], {
      encoding: "utf8",
      env: { ...env, NO_COLOR: "1" },
    });
    expect(status).toBe(0);
    const bar = stdout.split("\n").filter((text) => text.includes("\r\x1b[K") || text.startsWith("epoch"));
    expect(bar).toHaveLength(40);
    const draws = bar.flatMap((text) => text.replaceAll("\r\x1b[K", "\n").replace(/\r$/, "").split("\n"));
    expect(draws.length).toBeGreaterThanOrEqual(40);
    for (const draw of draws) expect([...draw].length).toBeLessThan(columns);
    expect(draws.at(-1)).toMatch(/^epoch 40\/40 (█+ )?100% loss/);
    // The cursor was never hidden, and the summary begins on a new line.
    expect(stdout).not.toContain("\x1b[?25l");
    expect(stdout).toMatch(/\nfinished: test accuracy/);
  });
});
