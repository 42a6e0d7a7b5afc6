/**
 * @file The files of docs/guide/experiments.md, run as the page says: by hand, by GNU parallel, as a Slurm array, and
 * as the pods of a Kubernetes Job. Each must give the report of one machine, also after a shard was killed.
 */

import { execFile, spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { blocksOf, fileOf } from "../support/docs/blocks.ts";
import { downhillOnPath } from "../support/downhillOnPath.ts";
import { newFolder } from "../support/newFolder.ts";
import { startSlurm } from "../support/slurm.ts";

const page = "docs/guide/experiments.md";
const codeOf = (file: string): string => {
  const block = blocksOf(page).find((one) => fileOf(one) === file);
  if (block === undefined) throw new Error(`${page} has no block ${file}`);
  return block.code;
};

// Without the variables of a cluster that runs these tests.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(SLURM|JOB_COMPLETION)/.test(name)));

/** Runs a script in a folder. Throws unless it succeeds. */
const run = (folder: string, script: string, more: NodeJS.ProcessEnv = {}) =>
  promisify(execFile)("sh", ["-ec", script], { cwd: folder, env: { ...env, ...more } });

const [command] = codeOf("shards.sh").split(" --shard");
const merge = codeOf("shards.sh").trim().split("\n").at(-1) as string;
const read = (folder: string): string => readFileSync(join(folder, "report.html"), "utf8");

let alone: { stdout: string; report: string };
beforeAll(async () => {
  env.PATH = await downhillOnPath(newFolder());
  const folder = newFolder();
  const { stdout } = await run(folder, `${command} --report report.html`);
  alone = { stdout, report: read(folder) };
}, 300_000);

describe("the comparison of one machine", { timeout: 300_000 }, () => {
  it("is made by two shards", async () => {
    const folder = newFolder();
    const { stdout } = await run(folder, codeOf("shards.sh"));
    expect({ stdout, report: read(folder) }).toEqual(alone);
  });

  const { stdout: version } = spawnSync("parallel", ["--version"], { encoding: "utf8" });
  const hasParallel = version?.startsWith("GNU parallel") ?? false;
  if (!hasParallel) console.warn("skipped: the test of GNU parallel, because it was not found");
  it.skipIf(!hasParallel)("is made by GNU parallel", async () => {
    const folder = newFolder();
    const { stdout } = await run(folder, codeOf("parallel.sh"), { PARALLEL_HOME: folder });
    expect({ stdout, report: read(folder) }).toEqual(alone);
    expect(readFileSync(join(folder, "jobs.log"), "utf8").trim().split("\n")).toHaveLength(1 + 3);
  });

  it("is made by a Slurm array", async ({ skip }) => {
    const cluster = await startSlurm(env);
    if (typeof cluster === "string") {
      console.warn(`skipped: the test of a Slurm array, because ${cluster}`);
      return skip(cluster);
    }
    onTestFinished(cluster.stop);
    const folder = newFolder();
    writeFileSync(join(folder, "array.sh"), codeOf("array.sh"));
    const { stdout } = await run(folder, codeOf("slurm.sh"), cluster.env);
    expect(stdout.replace(/^Submitted batch job \d+\n/, "")).toBe(alone.stdout);
    expect(read(folder)).toBe(alone.report);
  });

  it("is made by the pods of the Kubernetes Job", async () => {
    const { spec } = JSON.parse(codeOf("job.json"));
    const [container] = spec.template.spec.containers;
    const [program, ...options] = container.command;
    const folder = newFolder();
    for (let index = 0; index < spec.completions; index++)
      await promisify(execFile)(program, [...options, ...container.args], {
        cwd: folder,
        env: { ...env, JOB_COMPLETION_INDEX: `${index}` },
      });
    const { stdout } = await run(folder, merge);
    expect({ stdout, report: read(folder) }).toEqual(alone);
  });

  it("is made after a shard was killed", async () => {
    const folder = newFolder();
    const [first, second] = codeOf("shards.sh").trim().split("\n");
    const file = join(folder, "part-1.ndjson");
    const child = spawn("sh", ["-c", `exec ${first} --threads 1`], { cwd: folder, env, stdio: "ignore" });
    const ended = new Promise((resolve) => child.once("close", (_, signal) => resolve(signal)));
    const lines = (): number => (existsSync(file) ? readFileSync(file, "utf8").split("\n").length : 0);
    while (lines() < 7 && child.exitCode === null) await setTimeout(5);
    child.kill("SIGKILL");
    await ended;
    // A busy machine may notice the lines late, even after the shard's end. Half of the next job was being written.
    const written = readFileSync(file, "utf8").split("\n");
    writeFileSync(file, `${written.slice(0, 6).join("\n")}\n${(written[6] ?? "").slice(0, 20)}`);
    await expect(run(folder, `${second}\n${merge}`)).rejects.toThrow(
      /missing: .*lion \(\d of 10 jobs done\)\nrun: .* --shard 1\/2 /,
    );
    expect(existsSync(join(folder, "report.html"))).toBe(false);
    const { stdout } = await run(folder, `${first}\n${merge}`);
    expect({ stdout, report: read(folder) }).toEqual(alone);
  });
});
