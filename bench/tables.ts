/**
 * @file `npm run bench:tables`: reads, splits and standardizes a table of 1,000,000 rows and 20 columns, beside papaparse
 * alone on the same file. Prints rows per second and the memory of the process.
 */
import { appendFileSync, createReadStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Papa from "papaparse";
import { parseTable, prepareTable, Random } from "../src/index.ts";
import { readTable } from "../src/node.ts";

const rows = Number(process.argv[2] ?? 1_000_000);
const columns = 20;
const folder = mkdtempSync(join(tmpdir(), "downhill-bench-"));
const file = join(folder, "table.csv");

/** 17 columns of numbers, two of texts of which one is quoted, and a class. */
function writeTable(): void {
  const random = new Random(1);
  writeFileSync(file, `${Array.from({ length: columns }, (_, j) => `c${j}`).join(",")}\n`);
  for (let start = 0; start < rows; start += 10_000) {
    const lines = Array.from({ length: Math.min(10_000, rows - start) }, () => {
      const numbers = Array.from({ length: columns - 3 }, () => (1000 * random.uniform()).toFixed(3));
      return `${numbers.join(",")},${["red", "green", "blue"][random.integer(3)]},"${["a, b", "c"][random.integer(2)]}",${random.integer(2)}\n`;
    });
    appendFileSync(file, lines.join(""));
  }
}

async function timed(what: string, run: () => unknown): Promise<void> {
  const started = performance.now();
  await run();
  const seconds = (performance.now() - started) / 1000;
  const perSecond = Math.round(rows / seconds).toLocaleString("en");
  const megabytes = Math.round(process.memoryUsage.rss() / 1e6);
  console.log(
    `${what.padEnd(44)} ${seconds.toFixed(1).padStart(6)} s  ${perSecond.padStart(9)} rows/s  ${megabytes} MB`,
  );
}

const parseAlone = (): Promise<void> =>
  new Promise((done) => {
    const stream = createReadStream(file, { encoding: "utf8", highWaterMark: 2 ** 20 });
    Papa.parse(stream, { chunk: () => undefined, complete: () => done() });
  });

try {
  writeTable();
  parseTable("a,b\n1,2\n");
  await timed("papaparse alone, streaming", parseAlone);
  await timed("readTable", () => readTable(file));
  await timed("readTable and prepareTable", () =>
    prepareTable(readTable(file), { random: new Random(1), validation: 0.2 }),
  );
} finally {
  rmSync(folder, { recursive: true });
}
