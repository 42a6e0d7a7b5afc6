/** @file The files of a run that is resumed: its data, and the file that it saves to. */

import { chmodSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { fakeTerminal, run } from "../support/fakeTerminal.ts";
import { newFolder } from "../support/newFolder.ts";

const folder = newFolder();

describe("data that changed", () => {
  const table = (rows: number, shift: number) =>
    ["a,b", ...Array.from({ length: rows }, (_, i) => `${i / rows},${i / rows + shift * (i % 2)}`)].join("\n");
  const csv = join(newFolder(), "table.csv");
  const file = join(folder, "data.safetensors");
  const line = (flags: string) => run(`train ${flags} --json`);

  it("is refused unless --other-data is given; a moved file is found with --data", async () => {
    writeFileSync(csv, table(50, 0));
    await line(`--data ${csv} --task regression --model 1-1 --epochs 1 --overwrite --checkpoint ${file}`);
    writeFileSync(csv, table(50, 1));
    const refused = await line(`--resume ${file} --epochs 2`);
    expect([refused.code, refused.stdout]).toEqual([2, ""]);
    expect(refused.stderr).toMatch(
      /--resume .*: .*table\.csv must hold the examples of the run, got others; pass --data.*--other-data to continue on/,
    );
    expect((await line(`--resume ${file} --epochs 2 --other-data`)).code).not.toBe(2);
    const moved = join(newFolder(), "elsewhere.csv");
    renameSync(csv, moved);
    expect((await line(`--resume ${file} --epochs 3`)).stderr).toMatch(
      /--resume .*: --data ".*table\.csv": no such file or folder; pass --data if the data has moved\n$/,
    );
    expect((await line(`--resume ${file} --epochs 3 --data ${moved}`)).code).not.toBe(2);
  });

  it("is refused with another number of training examples, which no batch order fits", async () => {
    writeFileSync(csv, table(50, 0));
    await line(`--data ${csv} --task regression --model 1-1 --epochs 1 --overwrite --checkpoint ${file}`);
    writeFileSync(csv, table(60, 0));
    const { code, stderr } = await line(`--resume ${file} --epochs 2 --other-data`);
    expect([code, stderr]).toEqual([
      2,
      `downhill: --other-data: ${csv} must have the 32 training examples of the run, got 38\n`,
    ]);
  });

  it("is not confused with another folder to resume from", async () => {
    writeFileSync(csv, table(50, 0));
    const before = process.cwd();
    try {
      process.chdir(dirname(csv));
      await line(`--data table.csv --task regression --model 1-1 --epochs 1 --overwrite --checkpoint ${file}`);
    } finally {
      process.chdir(before);
    }
    expect((await line(`--resume ${file} --epochs 2`)).code).not.toBe(2);
  });
});

describe("a save that fails", () => {
  /** Trains, and removes the folder of the checkpoint when stderr shows `text`. */
  async function trainAndRemove(place: string, text: string, flags: string) {
    const terminal = fakeTerminal();
    const { write } = terminal.stderr;
    terminal.stderr.write = (part) => {
      write(part);
      if (part.includes(text)) rmSync(place, { recursive: true, force: true });
    };
    return run(
      `train --data line --model 1-1 --lr 0.1 --epochs 6 --checkpoint ${place}/run.safetensors ${flags}`.trim(),
      terminal,
    );
  }

  it("is reported, training continues, and the exit code is 1", async () => {
    const { code, stdout, stderr } = await trainAndRemove(newFolder(), "epoch=2/", "");
    expect([code, stdout]).toEqual([1, expect.stringMatching(/^finished: test R²/)]);
    expect(stderr).toMatch(/\ncannot save .*; training continues\n/);
    expect(stderr).toMatch(/run\.safetensors holds the run after 16 of 96 steps: later saves failed\n$/);
  });

  it("says so where no save succeeded", async () => {
    const { code, stdout, stderr } = await trainAndRemove(newFolder(), "test", "--seed 8");
    expect(code).toBe(1);
    expect(stderr).toMatch(/run\.safetensors holds nothing of this run: every save failed\n$/);
    expect(stdout).not.toContain("checkpoint");
  });
});

describe("a file that is not this run's", () => {
  const csv = (folder: string): string => {
    const path = join(folder, "victim.csv");
    writeFileSync(path, ["a,b", ...Array.from({ length: 10 }, (_, i) => `${i},${2 * i}`)].join("\n"));
    return path;
  };
  const train = (flags: string) => run(`train --task regression --model 1-1 --epochs 1 ${flags}`);

  it.each(["", " --overwrite"])("is not written to if it is the data:%s", async (overwrite) => {
    const folder = newFolder();
    const path = csv(folder);
    const before = readFileSync(path, "utf8");
    const link = join(folder, "link");
    symlinkSync(path, link);
    for (const checkpoint of [path, link, join(folder, ".", "x", "..", "victim.csv")]) {
      const { code, stderr } = await train(`--data ${path} --checkpoint ${checkpoint}${overwrite}`);
      expect([code, stderr]).toEqual([2, expect.stringMatching(/must not be a file of --data; give another name\n$/)]);
    }
    let now = path;
    for (const name of ["train.csv", "train.tsv"]) {
      renameSync(now, join(folder, name));
      now = join(folder, name);
      const inFolder = await train(`--data ${folder} --checkpoint ${now}${overwrite}`);
      expect(inFolder.stderr).toMatch(/must not be a file of --data; give another name\n$/);
      expect(readFileSync(now, "utf8")).toBe(before);
    }
  });

  it("is replaced with --overwrite only, and keeps its mode", async () => {
    const folder = newFolder();
    const path = csv(folder);
    const keep = join(folder, "keep.csv");
    writeFileSync(keep, "precious");
    chmodSync(keep, 0o600);
    const refused = await train(`--data ${path} --checkpoint ${keep}`);
    expect(refused.stderr).toMatch(
      /keep\.csv: exists and does not belong to this run; .* --overwrite to replace it\n$/,
    );
    expect(readFileSync(keep, "utf8")).toBe("precious");
    expect((await train(`--data ${path} --checkpoint ${keep} --overwrite`)).code).not.toBe(2);
    expect(statSync(keep).mode & 0o777).toBe(0o600);
  });
});
