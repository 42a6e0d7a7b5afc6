import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadModelFile } from "../../src/model/files/loadModelFile.ts";
import { saveModelFile } from "../../src/model/files/saveModelFile.ts";
import { Flatten, Sequential } from "../../src/nn/index.ts";
import { run } from "../support/fakeTerminal.ts";
import { linear } from "../support/linearModel.ts";
import { newFolder } from "../support/newFolder.ts";

const labels = (text: string): string[] =>
  text
    .trim()
    .split("\n")
    .map((line) => line.split(",")[0]);

/** Images of 2 × 2 pixels as an IDX file, with the label of each as another. */
function idx(images: readonly number[][], labelNumbers: readonly number[]): string {
  const target = newFolder();
  const head = (kind: number, ...sizes: number[]) => [0, 0, 8, kind, ...sizes.flatMap((n) => [0, 0, 0, n])];
  writeFileSync(
    join(target, "t10k-images-idx3-ubyte"),
    Uint8Array.from([...head(3, images.length, 2, 2), ...images.flat()]),
  );
  writeFileSync(join(target, "t10k-labels-idx1-ubyte"), Uint8Array.from([...head(1, images.length), ...labelNumbers]));
  return target;
}

it("predicts and evaluates IDX images, scaled as for training", async () => {
  const file = join(newFolder(), "digits.model.safetensors");
  const layer = linear(4, 10).children()[0][1];
  const classNames = Array.from({ length: 10 }, (_, i) => `${i}`);
  const model = new Sequential(new Flatten(), layer);
  saveModelFile(file, model, { inputShape: [1, 2, 2], classNames });
  const images = [
    [0, 0, 0, 0],
    [255, 255, 255, 255],
  ];
  const predicted = loadModelFile(file).predict(
    images.map((image) => [[image.slice(0, 2), image.slice(2)].map((row) => row.map((x) => x / 255))]),
  );
  const expected = predicted.map((one) => ("label" in one ? Number(one.label) : -1));
  const data = idx(images, expected);
  const { stdout } = await run(["predict", join(data, "t10k-images-idx3-ubyte"), "--model", file]);
  expect(labels(stdout).slice(1).map(Number)).toEqual(expected);
  const result = await run(["evaluate", data, "--model", file, "--json"]);
  expect(JSON.parse(result.stdout)).toMatchObject({ examples: 2, accuracy: 1 });
});
