import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./fakeTerminal.ts";
import { tableKinds, tableText } from "./tableKinds.ts";

/** Writes a table of `tableKinds` to a folder and trains on it with these flags. `said` are the notes on the table. */
export async function trainOnTable(folder: string, name: string, flags = "") {
  const { file, target } = tableKinds[name];
  const path = join(folder, file);
  writeFileSync(path, tableText(tableKinds[name]));
  const line = `train --data ${path} --target ${target} --model mlp ${flags}`.trim();
  const { code, stdout, stderr } = await run(line);
  return { code, stdout, said: stderr.split("\n").flatMap((text) => (/^ {2}\S/.test(text) ? [text.trim()] : [])) };
}
