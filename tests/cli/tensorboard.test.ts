/** @file `downhill train --tensorboard`: the bytes of its events, and which files it continues. */

import { existsSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { eventsIn, framed, timeless, versionEvent } from "../../src/cli/train/observers/eventRecord.ts";
import { run } from "../support/fakeTerminal.ts";
import { newFolder } from "../support/newFolder.ts";

const folder = newFolder();
const line = "train --data line --model 1-1 --batch 250 --lr 0.1";
const fileIn = (name: string): string => join(folder, name, "events.out.tfevents.0.downhill");
/** The events of a folder without their times. */
const events = (name: string): string[] =>
  eventsIn(readFileSync(fileIn(name))).map((event) => Buffer.from(timeless(event)).toString("latin1"));

it("begins with the frame that every event file begins with", () => {
  // A length of 24 and its masked check, as TensorFlow writes them.
  const frame = Buffer.from(framed(versionEvent(1.5)));
  expect(frame.subarray(0, 12).toString("hex")).toBe("1800000000000000a37f4b22");
  expect(frame.subarray(12, 21).toString("hex")).toBe("09000000000000f83f");
  expect(frame.subarray(21, 36).toString("latin1")).toBe("\x1a\x0dbrain.Event:2");
});

describe("an event file", () => {
  it("has an event for each step, in a folder that is made", async () => {
    const { code } = await run(`${line} --epochs 2 --tensorboard ${join(folder, "new/a")}`);
    expect(code).not.toBe(2);
    const [, first, , , last] = events("new/a");
    expect(events("new/a")).toHaveLength(1 + 8);
    for (const tag of ["loss/train", "lr", "gradient_norm", "update_ratio"]) expect(first).toContain(tag);
    expect(first).not.toContain("test");
    for (const tag of ["loss/test", "r2/test"]) expect(last).toContain(tag);
  });

  it("resumed has the events of a run that never stopped", async () => {
    const saved = join(folder, "run.safetensors");
    await run(`${line} --epochs 3 --tensorboard ${join(folder, "whole")}`);
    await run(`${line} --epochs 1 --checkpoint ${saved} --tensorboard ${join(folder, "parts")}`);
    await run(
      `train --resume ${saved} --epochs 2 --checkpoint ${join(folder, "later.safetensors")} --tensorboard ${join(folder, "parts")}`,
    );
    // The steps of the second epoch are in the file, one of them in part, but not in the checkpoint.
    truncateSync(fileIn("parts"), readFileSync(fileIn("parts")).length - 5);
    const { code } = await run(`train --resume ${saved} --epochs 3 --tensorboard ${join(folder, "parts")}`);
    expect(code).not.toBe(2);
    expect(events("parts")).toEqual(events("whole"));
  });

  it.each([
    ["of another run", () => run(`${line} --epochs 1 --seed 8 --tensorboard ${join(folder, "b")}`)],
    ["of no run", async () => writeFileSync(fileIn("b"), "text")],
  ])("%s is refused, and stays", async (_, make) => {
    await make();
    const saved = join(folder, "b.safetensors");
    if (!existsSync(saved)) await run(`${line} --epochs 1 --checkpoint ${saved}`);
    const before = readFileSync(fileIn("b"));
    for (const command of [`${line} --epochs 1`, `train --resume ${saved} --epochs 2`]) {
      const { code, stderr } = await run(`${command} --tensorboard ${join(folder, "b")}`);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^downhill: --tensorboard .*: exists and does not belong to this run; .*\n$/);
    }
    expect(readFileSync(fileIn("b"))).toEqual(before);
  });
});

it("--tensorboard needs a folder", async () => {
  writeFileSync(join(folder, "file"), "");
  const { code, stderr } = await run(`${line} --tensorboard ${join(folder, "file")}`);
  expect([code, stderr]).toEqual([
    2,
    `downhill: --tensorboard ${join(folder, "file")}: must be a folder, got a file; give another name\n`,
  ]);
  const inFile = await run(`${line} --tensorboard ${join(folder, "file/in")}`);
  expect([inFile.code, inFile.stderr]).toEqual([
    2,
    `downhill: --tensorboard ${join(folder, "file/in")}: cannot make the folder: a part of the path is not a folder\n`,
  ]);
});
