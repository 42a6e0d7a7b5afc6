/**
 * @file `npm run reference`: writes the tables of docs/reference/ between their marks. They come from the definitions
 * of rules, the parameters of schedules and the comments of exports.
 */
import { readFileSync } from "node:fs";
import { apiTables } from "./reference/api.ts";
import { root } from "./reference/comments.ts";
import { emittedTable, targetTable } from "./reference/emitted.ts";
import { differenceTable, pytorchTable, ruleTable, wrapperTable } from "./reference/rules.ts";
import { scheduleTable } from "./reference/schedules.ts";
import { writeOrCheck } from "./support/writeOrCheck.ts";

/** Returns the page with new text between `<!-- begin NAME -->` and `<!-- end NAME -->`. */
function withTables(page: string, tables: Readonly<Record<string, string>>): string {
  let text = readFileSync(root + page, "utf8");
  for (const [name, content] of Object.entries(tables)) {
    const [begin, end] = [`<!-- begin ${name}: npm run reference -->`, `<!-- end ${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`${page}: needs the marks ${begin} and ${end}`);
    text = `${text.slice(0, from + begin.length)}\n${content}\n${text.slice(to)}`;
  }
  return text;
}

const pages: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "docs/reference/rules.md": { rules: ruleTable(), wrappers: wrapperTable(), differences: differenceTable() },
  "docs/reference/schedules.md": { schedules: scheduleTable() },
  "docs/reference/emitted.md": { targets: targetTable(), emitted: emittedTable() },
  "docs/reference/api.md": { api: apiTables() },
  "docs/reference/differences-from-pytorch.md": { pytorch: pytorchTable() },
};

writeOrCheck(Object.fromEntries(Object.entries(pages).map(([page, tables]) => [page, withTables(page, tables)])));
