/** @file Order and failures of a save: a killed process does not show the order, a power cut would. */

import * as fs from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { loadNpy } from "../../src/checkpoint/files/loadNpy.ts";
import { SaveError } from "../../src/checkpoint/files/saveError.ts";
import { saveNpy } from "../../src/checkpoint/files/saveNpy.ts";
import { checkWritable } from "../../src/checkpoint/files/support/checkWritable.ts";
import { tensor } from "../../src/index.ts";
import { newFolder } from "../support/newFolder.ts";

const calls = vi.hoisted(() => [] as string[]);
/** The call that the disk refuses, and the code of its error. */
const disk = vi.hoisted(() => ({ refuses: "", code: "ENOSPC", onRename: null as (() => void) | null }));

vi.mock("node:fs", async (original) => {
  const real = await original<typeof import("node:fs")>();
  const names = new Map<number, string>();
  const base = (path: unknown): string =>
    (String(path).split("/").at(-1) as string).replace(/\.\d+-(\d+)\.tmp$/, ".$1.tmp");
  const call = (text: string): void => {
    calls.push(text);
    if (text === disk.refuses)
      throw Object.assign(new Error(`${disk.code}: message of the system`), { code: disk.code });
  };
  return {
    ...real,
    openSync: (path: string, flags: string, mode?: number) => {
      if (flags !== "r") call(`open ${flags} ${base(path)}`);
      const file = real.openSync(path, flags, mode);
      names.set(file, base(path));
      return file;
    },
    writeFileSync: (file: number | string, bytes: Uint8Array) => {
      if (typeof file === "number") call(`write ${names.get(file)}`);
      real.writeFileSync(file, bytes);
    },
    fsyncSync: (file: number) => {
      call(`fsync ${names.get(file)}`);
      real.fsyncSync(file);
    },
    renameSync: (from: string, to: string) => {
      call(`rename ${base(from)} ${base(to)}`);
      const between = disk.onRename;
      disk.onRename = null;
      between?.();
      real.renameSync(from, to);
    },
    accessSync: (path: string, mode: number) => {
      if (disk.refuses === "access") throw Object.assign(new Error("EACCES"), { code: "EACCES" });
      real.accessSync(path, mode);
    },
  };
});

const folder = newFolder();
const name = folder.split("/").at(-1);
const path = join(folder, "a.npy");

afterEach(() => {
  Object.assign(disk, { refuses: "", code: "ENOSPC", onRename: null });
  for (const entry of fs.readdirSync(folder)) fs.rmSync(join(folder, entry), { recursive: true });
  calls.length = 0;
});

const numbers = (): number[] => [...loadNpy(path).data];

it("the bytes are on the disk before the file takes its name, and then the name is", () => {
  saveNpy(path, tensor([1, 2]));
  const temporary = "a.npy.1.tmp";
  expect(calls).toEqual([
    `open wx ${temporary}`,
    `write ${temporary}`,
    `fsync ${temporary}`,
    `rename ${temporary} a.npy`,
    `fsync ${name}`,
  ]);
  expect(numbers()).toEqual([1, 2]);
});

describe("a save that fails is a SaveError in words", () => {
  it.each(["open wx a.npy.1.tmp", "write a.npy.1.tmp", "fsync a.npy.1.tmp", "rename a.npy.1.tmp a.npy"])(
    "at %s; the old file stays, and no other",
    (call) => {
      saveNpy(path, tensor([1]));
      disk.refuses = call;
      const problem = `cannot save ${path}: no space left on the disk; the previous file is unchanged`;
      expect(() => saveNpy(path, tensor([2]))).toThrow(new SaveError(problem));
      expect(numbers()).toEqual([1]);
      expect(fs.readdirSync(folder)).toEqual(["a.npy"]);
    },
  );

  it.each([
    ["EACCES", "permission denied"],
    ["EROFS", "the disk is read-only"],
    ["EDQUOT", "the disk quota is used up"],
    ["EWEIRD", "EWEIRD: message of the system"],
  ])("for %s: %s", (code, words) => {
    Object.assign(disk, { refuses: "open wx a.npy.1.tmp", code });
    expect(() => saveNpy(path, tensor([2]))).toThrow(
      new SaveError(`cannot save ${path}: ${words}; nothing was written`),
    );
    expect(() => checkWritable(path)).toThrow(new SaveError(`cannot save ${path}: ${words}`));
  });

  it("for a file without permission to write, though its folder would let it be replaced", () => {
    saveNpy(path, tensor([1]));
    disk.refuses = "access";
    const problem = `cannot save ${path}: permission denied; the file is unchanged`;
    expect(() => saveNpy(path, tensor([2]))).toThrow(new SaveError(problem));
    expect(numbers()).toEqual([1]);
  });

  it("where the name cannot be secured, and the new file stays", () => {
    saveNpy(path, tensor([1]));
    disk.refuses = `fsync ${name}`;
    const problem = `${path} is saved: no space left on the disk; a power cut may bring the previous file back`;
    expect(() => saveNpy(path, tensor([2]))).toThrow(new SaveError(problem));
    expect(numbers()).toEqual([2]);
  });
});

describe("a save touches no other file:", () => {
  const taken = join(folder, `a.npy.${process.pid}-1.tmp`);

  it("a temporary name that is taken is left alone", () => {
    fs.writeFileSync(taken, "mine");
    fs.writeFileSync(`${path}.tmp`, "mine too");
    saveNpy(path, tensor([1]));
    expect(numbers()).toEqual([1]);
    expect(fs.readFileSync(taken, "utf8")).toBe("mine");
    expect(fs.readFileSync(`${path}.tmp`, "utf8")).toBe("mine too");
    expect(fs.readdirSync(folder)).toHaveLength(3);
  });

  it("nor is a link of that name followed", () => {
    const precious = join(folder, "precious");
    fs.writeFileSync(precious, "mine");
    fs.symlinkSync(precious, taken);
    saveNpy(path, tensor([1]));
    expect(fs.readFileSync(precious, "utf8")).toBe("mine");
    expect(fs.readlinkSync(taken)).toBe(precious);
  });

  it("a folder of that name stays", () => {
    fs.mkdirSync(taken);
    saveNpy(path, tensor([1]));
    expect(numbers()).toEqual([1]);
    expect(fs.statSync(taken).isDirectory()).toBe(true);
  });

  it("two writers at the same moment have two temporary files; the later rename wins", () => {
    saveNpy(path, tensor([0]));
    disk.onRename = () => saveNpy(path, tensor([2]));
    saveNpy(path, tensor([1]));
    expect(calls.filter((call) => call.startsWith("rename"))).toEqual([
      "rename a.npy.1.tmp a.npy",
      "rename a.npy.1.tmp a.npy",
      "rename a.npy.2.tmp a.npy",
    ]);
    expect(numbers()).toEqual([1]);
    expect(fs.readdirSync(folder)).toEqual(["a.npy"]);
  });

  it("checkWritable leaves nothing behind", () => {
    checkWritable(path);
    expect(fs.readdirSync(folder)).toEqual([]);
  });
});
