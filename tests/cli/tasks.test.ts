import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Random } from "../../src/autograd/random.ts";
import { readTask } from "../../src/cli/experiment/tasks.ts";
import { run } from "../support/fakeTerminal.ts";
import { newFolder } from "../support/newFolder.ts";

/** A file of unsigned bytes with these axes. */
const idx = (shape: readonly number[], values: Uint8Array): Uint8Array => {
  const axes = shape.flatMap((n) => [n >> 24, n >> 16, n >> 8, n]);
  return Uint8Array.from([0, 0, 8, shape.length, ...axes, ...values]);
};

/** Test images of 4 × 4 as bright as their class, as often as `counts` says, under MNIST's file names. */
function imagesOf(counts: readonly number[]): string {
  const folder = newFolder();
  const labels = Uint8Array.from(counts.flatMap((count, label) => Array<number>(count).fill(label)));
  const pixels = Uint8Array.from({ length: 16 * labels.length }, (_, i) => 25 * labels[Math.floor(i / 16)]);
  writeFileSync(join(folder, "t10k-images-idx3-ubyte"), idx([labels.length, 4, 4], pixels));
  writeFileSync(join(folder, "t10k-labels-idx1-ubyte"), idx([labels.length], labels));
  return folder;
}

const mnistTest = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009];

describe("a folder with MNIST's file names", () => {
  it("is MNIST, of which 97.5 % are expected, where every digit occurs as often as there", () => {
    const { name, target, train, test } = readTask(imagesOf(mnistTest), {}, new Random(1));
    expect([name, target]).toEqual(["MNIST (t10k)", 0.975]);
    expect([train.inputs.shape[0], test.inputs.shape[0]]).toEqual([9000, 1000]);
  });

  it("goes by its own name with nothing expected where not, as with Fashion-MNIST", () => {
    const folder = imagesOf(Array(10).fill(1000));
    expect(readTask(folder, {}, new Random(1))).toMatchObject({ name: `${folder} (t10k)`, target: null });
  });

  it("trained on with little success is no failure then: exit 0", async () => {
    const folder = imagesOf(Array(10).fill(110));
    const { code, stdout } = await run(`train --data ${folder} --model 16-2-10 --epochs 1 --lr 0`);
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/MNIST|target/);
  });
});
