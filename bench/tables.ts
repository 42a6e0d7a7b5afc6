/**
 * @file `npm run bench:tables`: reads, splits and standardizes a table of 1,000,000 rows and 20 columns. Beside it
 * papaparse alone reads the same file. Prints rows per second, the memory of the process, and CPU seconds as a multiple
 * of papaparse's. That ratio holds on a loaded machine too.
 */
import { appendFileSync, createReadStream, createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
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

/** Runs once. Returns the CPU seconds. */
async function timed(what: string, run: () => unknown): Promise<number> {
  const started = performance.now();
  const before = process.cpuUsage();
  await run();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  const perSecond = Math.round(rows / seconds).toLocaleString("en");
  const megabytes = Math.round(process.memoryUsage.rss() / 1e6);
  console.log(
    `${what.padEnd(44)} ${seconds.toFixed(1).padStart(6)} s  ${perSecond.padStart(9)} rows/s  ${megabytes} MB`,
  );
  return (user + system) / 1e6;
}

const parseAlone = (): Promise<void> =>
  new Promise((done) => {
    const stream = createReadStream(file, { encoding: "utf8", highWaterMark: 2 ** 20 });
    Papa.parse(stream, { chunk: () => undefined, complete: () => done() });
  });

try {
  writeTable();
  parseTable("a,b\n1,2\n");
  const before = await timed("papaparse alone, streaming", parseAlone);
  const read = await timed("readTable", () => readTable(file));
  const prepared = await timed("readTable and prepareTable", () =>
    prepareTable(readTable(file), { random: new Random(1), validation: 0.2 }),
  );
  const zipped = `${file}.gz`;
  await pipeline(createReadStream(file), createGzip(), createWriteStream(zipped));
  const inflated = await timed("readTable, gzipped", () => readTable(zipped));
  const alone = (before + (await timed("papaparse alone, streaming", parseAlone))) / 2;
  const [once, split, unzipped] = [read, prepared, inflated].map((seconds) => (seconds / alone).toFixed(1));
  console.log(`times papaparse in CPU seconds: ${once} read, ${split} read and prepared, ${unzipped} read from gzip`);
} finally {
  rmSync(folder, { recursive: true });
}
