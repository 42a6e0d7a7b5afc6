/** @file In which order a save touches the disk. A killed process does not show it, a power cut would: so it is looked at. */
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { loadNpy, saveNpy } from "../../src/checkpoint/files.ts";
import { tensor } from "../../src/index.ts";

const calls = vi.hoisted(() => [] as string[]);

vi.mock("node:fs", async (original) => {
  const real = await original<typeof import("node:fs")>();
  const names = new Map<number, string>();
  const base = (path: unknown): string => String(path).split("/").at(-1) as string;
  return {
    ...real,
    openSync: (path: string, flags: string) => {
      const file = real.openSync(path, flags);
      names.set(file, base(path));
      return file;
    },
    writeFileSync: (file: number, bytes: Uint8Array) => {
      calls.push(`write ${names.get(file)}`);
      real.writeFileSync(file, bytes);
    },
    fsyncSync: (file: number) => {
      calls.push(`fsync ${names.get(file)}`);
      real.fsyncSync(file);
    },
    renameSync: (from: string, to: string) => {
      calls.push(`rename ${base(from)} ${base(to)}`);
      real.renameSync(from, to);
    },
  };
});

it("the bytes are on the disk before the file takes its name, and then the name is", () => {
  const folder = fs.mkdtempSync(join(tmpdir(), "durable-"));
  const path = join(folder, "a.npy");
  saveNpy(path, tensor([1, 2]));
  const name = folder.split("/").at(-1);
  expect(calls).toEqual(["write a.npy.tmp", "fsync a.npy.tmp", "rename a.npy.tmp a.npy", `fsync ${name}`]);
  expect([...loadNpy(path).data]).toEqual([1, 2]);
  fs.rmSync(folder, { recursive: true });
});
