/** @file How a save touches the disk: in which order, which a killed process does not show but a power cut would, and when it fails. */

import * as fs from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { loadNpy } from "../../src/checkpoint/files/loadNpy.ts";
import { SaveError } from "../../src/checkpoint/files/saveError.ts";
import { saveNpy } from "../../src/checkpoint/files/saveNpy.ts";
import { tensor } from "../../src/index.ts";
import { newFolder } from "../support/newFolder.ts";

const calls = vi.hoisted(() => [] as string[]);
/** The call that the disk refuses. */
const disk = vi.hoisted(() => ({ refuses: "" }));

vi.mock("node:fs", async (original) => {
  const real = await original<typeof import("node:fs")>();
  const names = new Map<number, string>();
  const base = (path: unknown): string => String(path).split("/").at(-1) as string;
  const call = (text: string): void => {
    calls.push(text);
    if (text === disk.refuses) throw new Error("ENOSPC: no space left on device");
  };
  return {
    ...real,
    openSync: (path: string, flags: string) => {
      const file = real.openSync(path, flags);
      names.set(file, base(path));
      return file;
    },
    writeFileSync: (file: number | string, bytes: Uint8Array) => {
      call(`write ${names.get(file as number)}`);
      real.writeFileSync(file, bytes);
    },
    fsyncSync: (file: number) => {
      call(`fsync ${names.get(file)}`);
      real.fsyncSync(file);
    },
    renameSync: (from: string, to: string) => {
      call(`rename ${base(from)} ${base(to)}`);
      real.renameSync(from, to);
    },
  };
});

const folder = newFolder();
const name = folder.split("/").at(-1);
const path = join(folder, "a.npy");

afterEach(() => {
  calls.length = 0;
  disk.refuses = "";
});

it("the bytes are on the disk before the file takes its name, and then the name is", () => {
  saveNpy(path, tensor([1, 2]));
  expect(calls).toEqual(["write a.npy.tmp", "fsync a.npy.tmp", "rename a.npy.tmp a.npy", `fsync ${name}`]);
  expect([...loadNpy(path).data]).toEqual([1, 2]);
});

describe("a save that fails is a SaveError", () => {
  it.each(["write a.npy.tmp", "fsync a.npy.tmp", "rename a.npy.tmp a.npy"])("at %s, and the old file stays", (call) => {
    saveNpy(path, tensor([1]));
    disk.refuses = call;
    const problem = `cannot save ${path}, what was there before is unchanged: ENOSPC: no space left on device`;
    expect(() => saveNpy(path, tensor([2]))).toThrow(new SaveError(problem));
    expect([...loadNpy(path).data]).toEqual([1]);
    expect(fs.readdirSync(folder)).toEqual(["a.npy"]);
  });

  it("where the name cannot be secured, and the new file stays", () => {
    saveNpy(path, tensor([1]));
    disk.refuses = `fsync ${name}`;
    const problem = `${path} is saved, but a power cut may bring back what was there before: ENOSPC`;
    expect(() => saveNpy(path, tensor([2]))).toThrow(problem);
    expect(() => saveNpy(path, tensor([2]))).toThrow(SaveError);
    expect([...loadNpy(path).data]).toEqual([2]);
  });

  it("where a folder has the name of the temporary file, which is left alone", () => {
    saveNpy(path, tensor([1]));
    fs.mkdirSync(`${path}.tmp`);
    expect(() => saveNpy(path, tensor([2]))).toThrow(
      /^cannot save .*a\.npy, what was there before is unchanged: EISDIR/,
    );
    expect([...loadNpy(path).data]).toEqual([1]);
    expect(fs.readdirSync(folder)).toEqual(["a.npy", "a.npy.tmp"]);
  });
});
