/**
 * @file `npm run try-package`: packs a fresh build, installs it into an empty folder and uses it as its users would.
 * With `-- --all` also in other versions of Node and TypeScript, in bundlers, runtimes, workers and pages; these tools
 * come from the registry. Prints a table, which `--write` puts into the guide; exits with 1 if one place fails.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { browserTrials } from "./package/browserTrials.ts";
import { bundlerTrials } from "./package/bundlerTrials.ts";
import { guide, guideTrials } from "./package/guideTrials.ts";
import { type Trial, tableOf, tryAll } from "./package/matrix.ts";
import { nodeTrials } from "./package/nodeTrials.ts";
import { everywhere, inNode } from "./package/programs.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "downhill-package-"));

/** The tools of `--all`: name in node_modules, version. */
const tools = {
  "@arethetypeswrong/cli": "0.18.5",
  bun: "1.4.5",
  deno: "2.9.6",
  jest: "29.7.0",
  node22: "npm:node@22.23.3",
  node24: "npm:node@24.21.0",
  publint: "0.3.25",
  rollup: "4.68.8",
  typescript54: "npm:typescript@5.4.5",
  typescript6: "npm:typescript@6.0.3",
  vite: "7.3.8",
  webpack: "5.112.2",
};

const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

try {
  const all = process.argv.includes("--all");
  const pack = ["pack", "--silent", "--pack-destination", folder];
  const packed = execFileSync("npm", pack, { cwd: root, encoding: "utf8" }).trim().split("\n").at(-1) as string;
  const tarball = join(folder, packed);
  const dependencies = { downhill: `file:${tarball}`, ...(all && tools) };
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "user", private: true, type: "module", dependencies }),
  );
  const compilerOptions = {
    strict: true,
    skipLibCheck: false,
    module: "nodenext",
    target: "es2022",
    lib: ["es2023", "dom"],
    types: [],
  };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions, files: ["everywhere.ts", "inNode.ts"] }),
  );
  const programs = { "everywhere.ts": everywhere, "inNode.ts": inNode };
  for (const [name, text] of Object.entries(programs)) writeFileSync(join(folder, name), text);
  run("npm", "install", "--silent", "--no-fund", "--no-audit");
  const place = { folder, tarball, root, run, all };
  const trials: Trial[] = [
    ...nodeTrials(place),
    ...guideTrials(place),
    ...(all ? [...bundlerTrials(place), ...browserTrials(place)] : []),
  ];
  const outcomes = await tryAll(trials);
  const working = outcomes.filter(({ works }) => works).length;
  const table = tableOf(outcomes.filter(({ group }) => group !== "Size"));
  console.log(`\n${table}\n${working} of ${outcomes.length} places work`);
  if (process.argv.includes("--write")) {
    const text = readFileSync(join(root, guide), "utf8");
    const between = /(?<=<!-- places -->\n).*(?=<!-- \/places -->)/s;
    writeFileSync(join(root, guide), text.replace(between, table));
  }
  process.exitCode = working === outcomes.length ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}
