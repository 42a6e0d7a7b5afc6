/**
 * @file `npm run sizes`: the bytes that a page loads for each export of "downhill", and for a few typical programs.
 * They are bundled and minified by esbuild, and compressed by gzip -9. Prints each size and its change from
 * bench/sizes.json.
 *
 *     npm run sizes               prints the table
 *     npm run sizes -- --write    writes bench/sizes.json
 *     npm run sizes -- --check    prints only what is new or grew by more than 5 %, and exits with 1 if anything did
 */
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build, type Plugin } from "esbuild";
import * as everything from "../src/index.ts";
import { onlyParser } from "./support/onlyParser.ts";

const file = "bench/sizes.json";
const allowedGrowth = 1.05;

const layers = ["Linear", "Sequential", "ReLU", "adam", "Optimizer", "Loader", "Random", "crossEntropy"];

/** Imports by the name of their row. */
const programs: Readonly<Record<string, readonly string[]>> = {
  "a schedule": ["cosine"],
  "adam and Optimizer": ["adam", "Optimizer"],
  "gradcheck and five ops": ["gradcheck", "tensor", "randn", "Random", "add", "mul", "matmul", "tanh", "sum"],
  "the first program": [...layers, "twoMoons"],
  "a CNN with batch norm": [...layers, "Conv2d", "MaxPool2d", "BatchNorm2d", "Flatten"],
  everything: Object.keys(everything),
};

const rows = new Map<string, readonly string[]>(Object.entries(programs));
for (const name of Object.keys(everything).sort()) rows.set(name, [name]);
const names = [...rows.keys()];

/** Makes an entry point of each row that imports its names and uses them. */
const entries: Plugin = {
  name: "entries",
  setup(builder) {
    builder.onResolve({ filter: /^entry:/ }, ({ path }) => ({ path, namespace: "entries" }));
    builder.onLoad({ filter: /.*/, namespace: "entries" }, ({ path }) => {
      const list = rows.get(names[Number(path.slice("entry:".length))])?.join(", ");
      return { contents: `import { ${list} } from "./src/index.ts"; console.log(${list});`, resolveDir: "." };
    });
  },
};

async function measure(): Promise<Record<string, number>> {
  const { outputFiles } = await build({
    entryPoints: names.map((_, i) => ({ in: `entry:${i}`, out: `${i}` })),
    plugins: [entries, onlyParser],
    outdir: "sizes",
    write: false,
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
  });
  const bytes = new Map(
    outputFiles.map(({ path, contents }) => [
      path.replace(/^.*[\\/]|\.js$/g, ""),
      gzipSync(contents, { level: 9 }).length,
    ]),
  );
  return Object.fromEntries(names.map((name, i) => [name, bytes.get(`${i}`) as number]));
}

const check = process.argv.includes("--check");
const sizes = await measure();
if (process.argv.includes("--write")) {
  writeFileSync(file, `${JSON.stringify(sizes, null, 2)}\n`);
} else {
  const before: Record<string, number | undefined> = JSON.parse(readFileSync(file, "utf8"));
  for (const [name, size] of Object.entries(sizes)) {
    const was = before[name];
    const grew = was === undefined || size > was * allowedGrowth;
    const change = was === undefined ? "new" : `${(100 * (size / was - 1)).toFixed(1)} %`;
    if (grew || !check) console.log(`${name.padEnd(26)} ${`${size}`.padStart(7)} bytes  ${change}`);
    if (grew && check) process.exitCode = 1;
  }
}
