import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Returns a function that writes a file into this folder and returns its path. */
export const writerOf =
  (folder: string) =>
  (name: string, content: Uint8Array | string): string => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  };
