/**
 * @file `npm run try-package`: packs a fresh build, installs it into an empty folder, compiles a program against its types
 * and runs it there, also bundled for browsers, where nothing of Node may be left.
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "downhill-package-"));

const everywhere = `
import { adam, Linear, mse, Optimizer, Random, type Tensor, tensor } from "downhill";

const model = new Linear(2, 1, { random: new Random(1) });
const optimizer = new Optimizer(model.parameters(), adam({ lr: 0.1 }));
const inputs: Tensor = tensor([[0, 1], [1, 0]]);
for (let step = 0; step < 200; step++) {
  optimizer.zeroGrad();
  mse(model.forward(inputs), tensor([[1], [-1]])).backward();
  optimizer.step();
}
const [first] = model.forward(inputs).data;
if (Math.abs(first - 1) > 1e-2) throw new Error(\`the fit is off: \${first}\`);
`;

const inNode = `
import { DataFileError } from "downhill";
import { readMnist } from "downhill/node";
import "./everywhere.js";

try {
  readMnist("nowhere");
  throw new Error("readMnist found MNIST nowhere");
} catch (error) {
  if (!(error instanceof DataFileError && error.message.startsWith("nowhere"))) throw error;
}
console.log("the package works");
`;

const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

try {
  const pack = ["pack", "--silent", "--pack-destination", folder];
  const packed = execFileSync("npm", pack, { cwd: root, encoding: "utf8" }).trim();
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "user", private: true, type: "module" }));
  writeFileSync(join(folder, "everywhere.ts"), everywhere);
  writeFileSync(join(folder, "inNode.ts"), inNode);
  run("npm", "install", "--silent", "--no-fund", "--no-audit", join(folder, packed));
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const strict = ["--strict", "--module", "nodenext", "--target", "es2022"];
  run(process.execPath, compiler, ...strict, "inNode.ts");
  console.log(run(process.execPath, "inNode.js").trim());
  const bundle = { entryPoints: [join(folder, "everywhere.js")], outfile: join(folder, "bundled.js"), bundle: true };
  await build({ ...bundle, platform: "browser", format: "esm", logLevel: "error" });
  run(process.execPath, "bundled.js");
  console.log("and bundled for browsers");
  const trained = run("npx", "--no", "downhill", "train", "--data", "gauss", "--model", "2-2", "--lr", "0.1", "--json");
  if (!JSON.parse(trained).reached) throw new Error(`downhill train missed its target: ${trained}`);
  const ranked = run("npx", "--no", "downhill", "compare", "sgd", "adam", "--steps", "20", "--seeds", "1", "--json");
  if (JSON.parse(ranked).entries.length !== 2) throw new Error(`downhill compare ranked no two rules: ${ranked}`);
  console.log("and its command");
} finally {
  rmSync(folder, { recursive: true });
}
