/** @file Every generated file is what its script writes today, to the byte. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { copyProject } from "./support/copyProject.ts";
import { runScript } from "./support/runScript.ts";

it.each([
  ["compile-ndarray", "npm run kernels"],
  ["compile-rules", "npm run kernels"],
  ["compile-javascript", "npm run kernels"],
  ["compile-bugs", "npm run kernels"],
  ["fit-mills", "npm run kernels"],
  ["compile-wasm", "npm run kernels"],
  ["list-claims", "npm run kernels"],
  ["list-trajectories", "npm run kernels"],
  ["list-onnx", "npm run kernels"],
  ["draw-pictures", "npm run pictures"],
  ["draw-schedules", "npm run pictures"],
  ["draw-lab", "npm run pictures"],
  ["write-reference", "npm run reference"],
  ["conformance", "npm run conformance"],
])(
  "scripts/%s.ts would change no file; otherwise run %s",
  async (script) => {
    const { code, stdout, stderr } = await runScript(`scripts/${script}.ts`, "--check");
    expect([code, stdout], stderr).toEqual([0, ""]);
  },
  600_000,
);

it("scripts/compile-wasm.ts refuses to move a function, since callers name it by its place", () => {
  const folder = copyProject();
  const file = join(folder, "src/kernels/wasm/assembly/relu.ts");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace("export function relu", "export function first(): void {}\n\nexport function relu"));
  const script = ["--import", "tsx", "scripts/compile-wasm.ts"];
  const { status, stderr } = spawnSync(process.execPath, script, { cwd: folder, encoding: "utf8" });
  expect(stderr).toContain("relu: relu must stay at place 0, where its callers find it, got first; add functions at");
  expect(status).toBe(1);
}, 120_000);
