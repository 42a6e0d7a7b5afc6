/** @file Paths that lead elsewhere: links are followed, and only regular files are replaced. */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadCheckpoint } from "../../src/checkpoint/files/loadCheckpoint.ts";
import { loadNpy } from "../../src/checkpoint/files/loadNpy.ts";
import { loadWeightsFile } from "../../src/checkpoint/files/loadWeightsFile.ts";
import { SaveError } from "../../src/checkpoint/files/saveError.ts";
import { saveNpy } from "../../src/checkpoint/files/saveNpy.ts";
import { checkWritable } from "../../src/checkpoint/files/support/checkWritable.ts";
import { Linear, Random, tensor } from "../../src/index.ts";
import { newFolder } from "../support/newFolder.ts";

const numbers = (path: string): number[] => [...loadNpy(path).data];
const mode = (path: string): string => (statSync(path).mode & 0o7777).toString(8);

describe("permissions", () => {
  it.each([0o600, 0o640, 0o666, 0o444 | 0o200])("of the old file are those of the new one: %i", (permissions) => {
    const path = join(newFolder(), "a.npy");
    saveNpy(path, tensor([1]));
    chmodSync(path, permissions);
    saveNpy(path, tensor([2]));
    expect(numbers(path)).toEqual([2]);
    expect(mode(path)).toBe(permissions.toString(8));
  });

  it("of a new file follow the umask", () => {
    const before = process.umask();
    const folder = newFolder();
    saveNpy(join(folder, "a.npy"), tensor([1]));
    expect(mode(join(folder, "a.npy"))).toBe((0o666 & ~before).toString(8));
  });
});

describe("a link", () => {
  it("stays a link; the file at its end is replaced", () => {
    const folder = newFolder();
    mkdirSync(join(folder, "runs"));
    const end = join(folder, "runs", "real.npy");
    saveNpy(end, tensor([1]));
    symlinkSync("runs/real.npy", join(folder, "second"));
    symlinkSync("second", join(folder, "first"));
    saveNpy(join(folder, "first"), tensor([2]));
    expect(numbers(end)).toEqual([2]);
    expect(readlinkSync(join(folder, "first"))).toBe("second");
    expect(lstatSync(end).isFile()).toBe(true);
    expect(readdirSync(join(folder, "runs"))).toEqual(["real.npy"]);
  });

  it("to a file that does not exist yet creates it there", () => {
    const folder = newFolder();
    symlinkSync("later.npy", join(folder, "link"));
    saveNpy(join(folder, "link"), tensor([3]));
    expect(numbers(join(folder, "later.npy"))).toEqual([3]);
    expect(lstatSync(join(folder, "link")).isSymbolicLink()).toBe(true);
  });

  it("in a circle is refused", () => {
    const folder = newFolder();
    symlinkSync("b", join(folder, "a"));
    symlinkSync("a", join(folder, "b"));
    expect(() => saveNpy(join(folder, "a"), tensor([1]))).toThrow(/^cannot save .*: its links form a circle$/);
  });
});

describe("refused for saving and for loading:", () => {
  const folder = newFolder();
  const pipe = join(folder, "pipe");
  execFileSync("mkfifo", [pipe]);
  symlinkSync(pipe, join(folder, "link to pipe"));

  it.each([
    ["a pipe", pipe, "a pipe"],
    ["a link to a pipe", join(folder, "link to pipe"), "a pipe"],
    ["a device", "/dev/null", "a device"],
    ["an endless device", "/dev/zero", "a device"],
    ["a folder", folder, "a folder"],
  ])("%s", (_, path, kind) => {
    const before = lstatSync(path);
    const saving = `cannot save ${path}: it must be a regular file, got ${kind}`;
    expect(() => saveNpy(path, tensor([1]))).toThrow(new SaveError(saving));
    expect(() => checkWritable(path)).toThrow(new SaveError(saving));
    const loading = `${path}: file: needs a regular file, got ${kind}`;
    for (const load of [loadNpy, loadCheckpoint]) expect(() => load(path)).toThrow(loading);
    expect(() => loadWeightsFile(path, new Linear(1, 1, { random: new Random(1) }))).toThrow(loading);
    expect(lstatSync(path).ino).toBe(before.ino);
  });

  it("a socket", async () => {
    const path = join(folder, "socket");
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(path, resolve));
    expect(() => saveNpy(path, tensor([1]))).toThrow("it must be a regular file, got a socket");
    await new Promise((resolve) => server.close(resolve));
  });

  it("a place without its folder, or inside a file", () => {
    const file = join(folder, "file");
    writeFileSync(file, "mine");
    for (const write of [(path: string) => saveNpy(path, tensor([1])), checkWritable]) {
      expect(() => write(join(folder, "no", "a.npy"))).toThrow(
        `cannot save ${join(folder, "no", "a.npy")}: no such folder ${join(folder, "no")}; make it first`,
      );
      expect(() => write(join(file, "a.npy"))).toThrow("cannot save");
    }
    expect(existsSync(join(folder, "no"))).toBe(false);
  });

  it.each([3, null, undefined, "", {}])("%j for a path", (path) => {
    expect(() => saveNpy(path as string, tensor([1]))).toThrow(
      "the path of a file must be a string and the first argument, got ",
    );
  });
});

it("a file whose name has 255 letters is saved and loaded", () => {
  const path = join(newFolder(), "x".repeat(255));
  saveNpy(path, tensor([1]));
  saveNpy(path, tensor([2]));
  expect(numbers(path)).toEqual([2]);
});
