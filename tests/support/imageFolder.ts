/** @file Folders of small PNG images for tests. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encode } from "fast-png";
import { newFolder } from "./newFolder.ts";

/** Encodes a PNG image. */
export const png = (width: number, height: number, channels: number, data: number[], depth: 8 | 16 = 8): Uint8Array =>
  encode({ width, height, channels, depth, data: depth === 8 ? Uint8Array.from(data) : Uint16Array.from(data) });

/** Makes a new folder with these files. */
export function folderOf(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = newFolder();
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  return folder;
}
