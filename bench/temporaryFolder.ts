import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";

/** Makes a folder that is removed when the bench ends, also by Ctrl-C. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(`${tmpdir()}/downhill-${name}-`);
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
