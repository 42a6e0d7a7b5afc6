import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new folder that lasts as long as the tests of the file that asks for it. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "downhill-"));
  folders.push(folder);
  return folder;
}
