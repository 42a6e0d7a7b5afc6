/** @file Every generated file is what its script writes today, to the byte. */
import { expect, it } from "vitest";
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
