/** @file `npm run try-package`: packs the build, installs it into an empty folder, compiles a program against it and runs it. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "downhill-package-"));

const program = `
import { adam, Linear, mse, Optimizer, Random, Tensor, tensor } from "downhill";
import { readMnist } from "downhill/node";

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
try {
  readMnist("nowhere");
  throw new Error("readMnist found MNIST nowhere");
} catch (error) {
  if (!String(error).includes("nowhere")) throw error;
}
console.log("the package works");
`;

const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

try {
  const pack = ["pack", "--silent", "--pack-destination", folder];
  const packed = execFileSync("npm", pack, { cwd: root, encoding: "utf8" }).trim();
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "user", private: true, type: "module" }));
  writeFileSync(join(folder, "program.ts"), program);
  run("npm", "install", "--silent", "--no-fund", "--no-audit", join(folder, packed));
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const strict = ["--strict", "--module", "nodenext", "--target", "es2022"];
  run(process.execPath, compiler, ...strict, "program.ts");
  console.log(run(process.execPath, "program.js").trim());
} finally {
  rmSync(folder, { recursive: true });
}
