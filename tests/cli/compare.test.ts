/** @file `downhill compare` in this process: its output, `--results`, and its errors. */

import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Entry } from "../../src/cli/compare/comparison.ts";
import { ownVersion } from "../../src/cli/compare/plan.ts";
import type { Trajectory } from "../../src/cli/compare/surfaceJob.ts";
import { surfaces } from "../../src/data/surfaces/surfaces.ts";
import { acceleration } from "../../src/kernels/acceleration.ts";
import { fakeTerminal, run } from "../support/fakeTerminal.ts";

const folder = mkdtempSync(join(tmpdir(), "downhill-compare-"));

afterAll(() => rmSync(folder, { recursive: true }));

/** A small problem. */
const quick = "--data moons --model 2-2 --steps 6";

describe("--results", () => {
  const line = `compare sgd adam ${quick} --seeds 1 --grid 0.01,0.1`;

  it("keeps every finished run, so that the same command resumes and gives the same numbers", async () => {
    const file = join(folder, "runs.ndjson");
    const whole = await run(line);
    const terminal = fakeTerminal();
    const stop = setInterval(() => terminal.text.stderr.includes("/16 runs") && terminal.interrupt("SIGTERM"), 0);
    const part = await run(`${line} --results ${file}`, terminal);
    clearInterval(stop);
    expect(part.code).toBe(143);
    expect(part.stdout).toMatch(/^rule +tuning runs +lowest held-out loss +at lr/);
    expect(part.stderr).toMatch(
      /\ninterrupted: \d+ of 16 runs done; run the same command to resume from .*runs\.ndjson\n$/,
    );
    const kept = readFileSync(file, "utf8").split("\n").length;
    expect(kept).toBeLessThan(16);
    // As after a crash in the middle of a line.
    appendFileSync(file, '{"job":{"kind":"trai');
    const rest = await run(`${line} --results ${file}`);
    expect(rest.stdout).toBe(whole.stdout);
    const again = await run(`${line} --results ${file}`);
    expect(again.stdout).toBe(whole.stdout);
    expect(readFileSync(file, "utf8").trim().split("\n").length).toBe(1 + 16);
  });

  it("gives back a loss of Infinity", async () => {
    const file = join(folder, "infinite.ndjson");
    const diverging = "compare sgd --data sine --model 1-4-1 --steps 6 --tuning same-lr --lr 1e9 --seeds 1";
    const first = await run(`${diverging} --results ${file}`);
    expect((await run(`${diverging} --results ${file}`)).stdout).toBe(first.stdout);
    expect(first.stdout).toContain("diverged");
  });

  it("refuses a file of something else, of other data, version, Node or kernels", async () => {
    const file = join(folder, "other.ndjson");
    writeFileSync(file, "precious\n");
    const { code, stderr } = await run(`${line} --results ${file}`);
    expect([code, readFileSync(file, "utf8")]).toEqual([2, "precious\n"]);
    expect(stderr).toMatch(/must be a file that compare wrote/);
    const own = { downhill: ownVersion(), data: "", node: process.version, kernels: acceleration().kind };
    // The file of the test above.
    own.data = JSON.parse(readFileSync(join(folder, "runs.ndjson"), "utf8").split("\n")[0]).data;
    for (const [change, message] of [
      [{ data: "1-2" }, "must be of the same data, got other data"],
      [{ downhill: "9.9.9" }, `must be of version ${ownVersion()}, got "9.9.9"`],
      [{ node: "v1.2.3" }, `must be of Node ${process.version}, got "v1.2.3"; give another name`],
      [{ kernels: "none" }, `must be of kernels with ${own.kernels}, got "none"`],
    ] as const) {
      writeFileSync(file, `${JSON.stringify({ ...own, ...change })}\n`);
      expect((await run(`${line} --results ${file}`)).stderr).toContain(message);
    }
  });
});

describe("downhill compare", () => {
  const file = join(folder, "report.html");
  const line = `compare sgd adam lion --data moons --model 2-8-2 --steps 40 --grid 0.001,0.1,1e9 --report ${file}`;
  let first: Awaited<ReturnType<typeof run>>;
  let html: string;
  beforeAll(async () => {
    first = await run(line);
    html = readFileSync(file, "utf8");
  });

  it("prints a leaderboard with the checksums, and progress on stderr", () => {
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(/^ +rule +lr +final loss, median \[IQR\]/);
    expect(first.stdout.match(/^[123] {2}(sgd|adam|lion)/gm)).toHaveLength(3);
    expect(first.stdout).toMatch(/^seed 7: initial weights [0-9a-f]{8}, batches [0-9a-f]{8}$/m);
    expect(first.stderr).toContain("moons · 2-8-2 (42 parameters) · 3 rules · 40 steps · seeds 7, 8, 9 · grid\n");
    expect(first.stderr).toMatch(/^39\/39 runs/m);
  });

  it("is self-contained and has every section", () => {
    expect(html).not.toMatch(/https?:|src=|<link|@import|url\(/);
    for (const text of [
      "What was compared",
      "Fairness",
      "Results",
      "Training loss",
      "How much the learning rate",
      "Norm of the",
      "Length of the update",
      "Paths on",
    ])
      expect(html).toContain(`<h2>${text}`);
    for (const { name } of surfaces) expect(html).toContain(`<title>Paths on ${name}</title>`);
    expect(html).not.toMatch(/NaN|undefined|\[object/);
    expect(html.match(/<path d="[^"]*Infinity/)).toBeNull();
  });

  it("has a title and a description in every picture, and no label over another or over the edge", () => {
    const pictures = html.match(/<svg viewBox.*?<\/svg>/gs) ?? [];
    const shared = new Map([...html.matchAll(/<g id="(\w+)".*?<\/g>/gs)].map(([text, id]) => [id, text]));
    const charts = pictures.filter((text) => text.includes("<use"));
    expect(charts).toHaveLength(4 * 3);
    for (const chart of pictures.filter((text) => text.includes('role="img"')))
      expect(chart).toMatch(/role="img"><title>[^<]+<\/title><desc>[^<]+<\/desc>/);
    for (const chart of charts) {
      const [, width, height] = (/viewBox="0 0 (\d+) (\d+)"/.exec(chart) ?? []).map(Number);
      const [, id] = /<use href="#(\w+)"/.exec(chart) ?? [];
      const boxes = [
        ...`${chart}${shared.get(id)}`.matchAll(/<text x="([^"]+)" y="([^"]+)" class="([^"]+)">([^<]*)/g),
      ].map(labelBox);
      expect(boxes.length).toBeGreaterThan(4);
      for (const [i, a] of boxes.entries()) {
        expect(a.left >= 0 && a.right <= width && a.top >= 0 && a.bottom <= height, JSON.stringify(a)).toBe(true);
        for (const b of boxes.slice(i + 1)) {
          const meets = a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
          expect(meets, `${a.text} over ${b.text}`).toBe(false);
        }
      }
    }
  });

  it("holds the numbers it shows, rounded, without times", () => {
    const [, text] = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html) ?? [];
    const data = JSON.parse(text);
    expect(data.entries).toHaveLength(3);
    expect(data.entries[0].runs[0].loss).toHaveLength(40);
    expect(text).not.toContain("seconds");
    expect(html).not.toContain("ms per step");
  });

  it("shows times only when asked for", async () => {
    const timed = join(folder, "timed.html");
    const { stdout } = await run(`compare sgd adam ${quick} --tuning defaults --timing --report ${timed}`);
    expect(stdout).toContain("ms/step");
    expect(stdout).toContain("warning: defaults were chosen by their authors");
    const text = readFileSync(timed, "utf8");
    expect(text).toContain("ms per step");
    expect(text).toContain("Not measured: only --tuning grid");
  });

  it("gives everything as JSON, the same bytes every time", async () => {
    const line = `compare sgd adam ${quick} --tuning same-lr --lr 0.5 --seeds 1 --json`;
    const { stdout } = await run(line);
    expect(stdout).not.toContain("seconds");
    const { terms, entries, trajectories } = JSON.parse(stdout);
    expect(terms).toMatchObject({ tuning: "same-lr", seeds: [7], steps: 6 });
    expect(entries.map(({ lr }: Entry) => lr)).toEqual([0.5, 0.5]);
    expect(trajectories).toHaveLength(2 * surfaces.length);
  });

  it("takes a rule that has its own learning rate down the test functions with that", async () => {
    const { stdout } = await run(`compare adam(lr=0.07) ${quick} --tuning defaults --json`);
    const { entries, trajectories } = JSON.parse(stdout);
    expect([entries[0].lr, ...new Set(trajectories.map(({ lr }: Trajectory) => lr))]).toEqual([0.07, 0.07]);
  });

  it("prints a command that a shell reads as the words that were given", async () => {
    const data = join(folder, 'my "best" $data');
    mkdirSync(data);
    writeFileSync(join(data, "train.csv"), `x,kind\n${"1,a\n2,b\n".repeat(20)}`);
    const words = ["adam", "clipByNorm(adam, maxNorm=1)", "--data", data, "--steps", "2", "--tuning", "defaults"];
    const { stdout } = await run(["compare", ...words, "--json"]);
    const { command } = JSON.parse(stdout).terms;
    const read = execFileSync("sh", ["-c", `printf '%s\\n' ${command}`], { encoding: "utf8" });
    expect(read.trimEnd().split("\n")).toEqual(["downhill", "compare", ...words]);
  });

  it.each([
    ["in worker threads, during a run", "compare sgd --data digits --steps 100000 --threads 2"],
    ["in one thread, between runs", `compare sgd ${quick}`],
  ])("can be interrupted %s: exit 130", async (_, line) => {
    const terminal = fakeTerminal();
    setImmediate(() => terminal.interrupt());
    const { code, stdout, stderr } = await run(line, terminal);
    expect([code, stdout]).toEqual([130, ""]);
    expect(stderr).toMatch(/interrupted: 0 of \d+ runs done; with --results FILE it could be resumed\n$/);
  });

  it.each([
    ["compare adma", /unknown optimizer "adma"; did you mean "adam"\?/],
    ["compare --tuning best", /--tuning: unknown value "best"/],
    ["compare --lr 0.1", /--lr is for --tuning same-lr/],
    ["compare --tuning defaults --grid 1", /--grid is for --tuning grid/],
    ["compare --grid 0,1", /--grid must be rates above 0, got 0,1/],
    ["compare sgd --tuning same-lr --lr abc", /--lr must be a number, 0 or more, got "abc"/],
    ["compare sgd --tuning same-lr --lr -1", /--lr must be a number, 0 or more, got "-1"/],
    ["compare sgd --tuning same-lr --lr 0x10", /--lr must be a number, 0 or more, got "0x10"/],
    ["compare sam(sgd) adam --data moons --clip 1", /--clip: sam\(sgd\) re-evaluates the loss/],
    ["compare --seeds 0", /--seeds must be a whole number, from 1 to 1000, got "0"/],
    ["compare --data moons --model 3-2", /--model 3-2 must have/],
    [
      "compare sgd --data moons --report /no/where/r.html",
      /--report: cannot save \/no\/where\/r\.html: no such folder \/no\/where; make it first/,
    ],
  ])("%s: exit 2", async (text, message) => {
    const { code, stdout, stderr } = await run(text);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
  });
});

/** Where a label is, with 0.6 em for a letter. */
function labelBox([, x, y, kind, text]: RegExpMatchArray) {
  const size = kind === "name" ? 12 : 10.5;
  const width = 0.6 * size * [...text].length;
  const isEnd = kind === "y" || kind.includes("last");
  const left = isEnd ? Number(x) - width : kind === "x" ? Number(x) - width / 2 : Number(x);
  return { text, left, right: left + width, top: Number(y) - 0.75 * size, bottom: Number(y) + 0.2 * size };
}
