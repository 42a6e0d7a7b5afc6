import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { run } from "../support/fakeTerminal.ts";
import { newFolder } from "../support/newFolder.ts";

const folder = newFolder();
const write = (name: string, content: string | Uint8Array): string => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};

const theta = [
  [1, -2],
  [0.95, -1.9],
  [0.92, -1.85],
];
const gradients = [
  [0.5, -1],
  [0.3, -0.5],
];

let json: string;
beforeAll(() => {
  json = write("path.json", JSON.stringify({ theta, gradients }));
});

describe("downhill identify", () => {
  it("prints the rule, and what else fits", async () => {
    const { code, stdout } = await run(["identify", json]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^identified up to: sgd\(lr=0\.1\), to 14 digits for 2 steps/);
    expect(stdout).toContain("also fits: ");
  });

  it("prints the answer as JSON", async () => {
    const { stdout } = await run(["identify", json, "--json"]);
    const { verdict, candidates, departure } = JSON.parse(stdout);
    expect([verdict, candidates[0].rule, departure]).toEqual(["identified up to", "sgd", null]);
  });

  it.each([
    ["theta[0],theta[1],g[0],g[1]\n1,-2,,\n0.95,-1.9,0.5,-1\n0.92,-1.85,0.3,-0.5\n", "no gradient in the first row"],
    ["t,theta.a,theta.b,g.b,g.a\n0,1,-2,-1,0.5\n1,0.95,-1.9,-0.5,0.3\n2,0.92,-1.85,,\n", "no gradient in the last row"],
  ])("reads a CSV file with %#", async (text) => {
    const { code, stdout } = await run(["identify", write("path.csv", text)]);
    expect([code, stdout.split(",")[0]]).toEqual([0, "identified up to: sgd(lr=0.1)"]);
  });

  // Written by numpy.savez_compressed in Float32: theta.w [13, 2, 2], theta.b [13, 2], and 12 gradients of each.
  it("reads tensors by name from NumPy's npz", async () => {
    const file = fileURLToPath(new URL("fixtures/momentum.npz", import.meta.url));
    const { code, stdout } = await run(["identify", file]);
    expect([code, stdout.split("\n")[0]]).toEqual([
      0,
      "identified: momentum(lr=0.05), to 6 digits for 12 steps (12 steps of 6 weights in Float32)",
    ]);
  });

  it.each([
    ["missing.json", null, "missing.json: file: needs a readable file"],
    ["path.txt", "1", "identify: FILE must end in .json, .csv or .npz"],
    ["broken.json", "{", "broken.json: must be JSON"],
    ["other.json", '{"weights": []}', 'must have theta and gradients, got "weights"; see downhill identify --help'],
    ["other.csv", "a,b\n1,2\n", "must have a column that begins with theta"],
    ["half.csv", "theta.a,theta.b,g.a\n1,2,\n", "must have a column g.b for theta.b"],
    ["full.csv", "theta,g\n1,2\n3,4\n", "must have no gradient in the first row, or none in the last"],
    ["word.csv", "theta,g\n1,\nx,4\n", 'word.csv:3: theta must be a finite number, got "x"'],
    ["blank.csv", "theta,g\n1,\n\nx,4\n", 'blank.csv:4: theta must be a finite number, got "x"'],
    ["single.npz", "not a zip", "single.npz"],
  ])("%s: exit 2 and one line", async (name, content, message) => {
    const file = content === null ? join(folder, name) : write(name, content);
    const { code, stderr } = await run(["identify", file]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd()).not.toContain("\n");
  });

  it("needs one file", async () => {
    expect((await run("identify")).stderr).toContain("identify needs one FILE");
    expect((await run("identify --help")).stdout).toContain(".npz   theta [T + 1, …] and gradients [T, …]");
  });
});
