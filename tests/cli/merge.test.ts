/** @file `downhill compare --merge`: the report of one machine from the files of shards. */

import { copyFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { run } from "../support/fakeTerminal.ts";
import { newFolder } from "../support/newFolder.ts";
import { grid, merged, runBoth, settings } from "../support/twoShards.ts";

const folder = newFolder();

const place = (name: string): string => join(folder, name);

const [one, two] = [place("part-1.ndjson"), place("part-2.ndjson")];

// The two parts that all tests below read.
beforeAll(() => runBoth(one, two));

describe("--merge", () => {
  it("gives the bytes of one machine: text, JSON and report", async () => {
    const results = place("whole.ndjson");
    const alone = `compare ${settings} --grid ${grid} --results ${results}`;
    const outcomes = [];
    for (const [line, name] of [
      [alone, "alone.html"],
      [`compare --merge ${two} ${one}`, "merged.html"],
    ]) {
      const text = await run(`${line} --report ${place(name)}`);
      const json = await run(`${line} --json`);
      outcomes.push([text.code, text.stdout, json.stdout, readFileSync(place(name), "utf8")]);
    }
    expect(outcomes[1]).toEqual(outcomes[0]);
    expect(outcomes[0][1]).toContain("momentum");
  });

  it("shows the Node of the machines that trained", async () => {
    const files = [one, two].map((file, i) => {
      const other = place(`v24-${i}.ndjson`);
      writeFileSync(other, readFileSync(file, "utf8").replace(`"node":"${process.version}"`, '"node":"v24.99.0"'));
      return other;
    });
    expect(JSON.parse((await run(["compare", "--merge", ...files, "--json"])).stdout).terms.node).toBe("v24.99.0");
    expect((await merged(one, files[1])).stderr).toContain(
      `${files[1]}: must be of the same comparison as ${one}, got node "v24.99.0", not "${process.version}"`,
    );
  });

  it("names missing jobs and the command that runs them: exit 1", async () => {
    const { code, stdout, stderr } = await merged(one);
    expect([code, stdout]).toEqual([1, ""]);
    const command = `npm run -s downhill -- compare ${settings} --grid ${grid} --shard 2/2 --out ${two}`;
    expect(stderr).toBe(
      `missing: momentum (0 of 8 jobs done)\nrun: ${command}\n--merge: 1 shard must run first; nothing was written\n`,
    );
  });

  it("ignores a line that a crash cut, and names the rest of its shard", async () => {
    const cut = place("cut.ndjson");
    copyFileSync(one, cut);
    truncateSync(cut, readFileSync(one, "utf8").split("\n").slice(0, 4).join("\n").length);
    const { code, stderr } = await merged(cut, two);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^missing: sgd \(2 of 8 jobs done\)\nrun: .* --shard 1\/2 --out .*cut\.ndjson\n/);
  });

  it("takes equal outcomes twice, whatever their times, and refuses different ones", async () => {
    const again = place("again.ndjson");
    const text = readFileSync(one, "utf8");
    writeFileSync(again, text.replace(/"seconds":[^,]+/g, '"seconds":99'));
    expect(await merged(one, again, two)).toEqual(await merged(one, two));
    const [first, second] = ["NaN", "Infinity"].map((score) => {
      const file = place(`${score}.ndjson`);
      writeFileSync(file, text.replace(/"score":[^,]+/, `"score":"${score}"`));
      return file;
    });
    const { code, stderr } = await merged(first, second, two);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /Infinity\.ndjson:2: must have the same outcome as .*NaN\.ndjson:2, the same job, got another/,
    );
  });

  it.each([
    ["no file", [], /--merge needs the files of the shards, as in --merge part-\*\.ndjson/],
    ["a file that does not exist", ["none.ndjson"], /none\.ndjson: must be a readable file, got no such file/],
    ["a folder", ["."], /: must be a readable file, got a folder/],
    ["something else", ["other.txt"], /other\.txt: must be a file that compare --out wrote, got another; leave it out/],
    ["an empty file", ["empty.ndjson"], /empty\.ndjson: must be a file that compare --out wrote, got another/],
    ["a damaged line", ["damaged.ndjson"], /damaged\.ndjson:3: must be a finished job, got "\{\\"job/],
    ["a job without numbers", ["hollow.ndjson"], /hollow\.ndjson:2: must be a finished job/],
    ["another version", ["old.ndjson"], /old\.ndjson: must be of version .*, got 0\.0\.1; merge with the version that/],
    ["another comparison", ["part-1.ndjson", "steps.ndjson"], /steps\.ndjson: .* got steps 7, not 6; leave/],
    ["other kernels", ["part-1.ndjson", "slow.ndjson"], /slow\.ndjson: .*, got kernels "none", not "/],
    ["a setting", ["part-1.ndjson", "--steps", "6"], /--merge reads all settings from the files; leave out --steps/],
    ["a shard", ["part-1.ndjson", "--shard", "1/2"], /--merge reads all settings from the files; leave out --shard/],
    ["a part as the report", ["part-1.ndjson", "--report", "part-1.ndjson"], /must not be a file of --merge/],
  ])("refuses %s: exit 2", async (_, words, message) => {
    const text = readFileSync(one, "utf8");
    const lines = text.split("\n");
    const made: Record<string, string> = {
      "other.txt": "precious\nthings\n",
      "empty.ndjson": "",
      "damaged.ndjson": [...lines.slice(0, 2), lines[2].slice(0, 90), ...lines.slice(3)].join("\n"),
      "hollow.ndjson": `${lines[0]}\n${JSON.stringify({ job: { kind: "training" }, outcome: { seed: 7 } })}\n`,
      "old.ndjson": text.replace(/"version":"[^"]*"/, '"version":"0.0.1"'),
      "steps.ndjson": lines[0].replace('"steps":6', '"steps":7').concat("\n"),
      "slow.ndjson": lines[0].replace(/"kernels":"[^"]*"/, '"kernels":"none"').concat("\n"),
    };
    for (const [name, content] of Object.entries(made)) writeFileSync(place(name), content);
    const isFile = (word: string) => !word.startsWith("--") && !/^\d/.test(word);
    const { code, stdout, stderr } = await run(["compare", "--merge", ...words.map((w) => (isFile(w) ? place(w) : w))]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
    expect(readFileSync(one, "utf8")).toBe(text);
  });
});
