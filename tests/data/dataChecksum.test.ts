import { expect, it } from "vitest";
import { type Dataset, dataChecksum, dataset, regressionDataset } from "../../src/data/index.ts";

const make = (change: Partial<Record<"inputs" | "labels", number[]>> = {}, shape = [3, 2], classes = 3): Dataset =>
  dataset("d", Float32Array.from(change.inputs ?? [0, 1, 2, 3, 4, 5]), shape, change.labels ?? [0, 1, 2], classes);

it("the checksum is the same for the same data", () => {
  expect(dataChecksum(make())).toBe(dataChecksum(make()));
  expect(dataChecksum(make())).toMatch(/^[0-9a-f]{8}$/);
});

it("the checksum differs for any other data", () => {
  const { inputs } = make();
  const others = [
    make({ inputs: [0, 1, 2, 3, 4, 5.0000005] }),
    make({ inputs: [2, 3, 0, 1, 4, 5] }),
    make({ inputs: [0, 1, 2, 3, 4, -0] }),
    make({ labels: [0, 2, 1] }),
    make({}, [3, 2], 4),
    make({}, [3, 1, 2]),
    make({ inputs: [0, 1, 2, 3], labels: [0, 1] }, [2, 2]),
  ].map(dataChecksum);
  const targets = regressionDataset("r", inputs.data, [3, 2], new Float32Array(3), [3, 1]);
  const doubles = regressionDataset("r", inputs.data, [3, 2], new Float64Array(3), [3, 1]);
  const all = [dataChecksum(make()), ...others, dataChecksum(targets), dataChecksum(doubles)];
  expect(new Set(all).size).toBe(all.length);
});

it("the checksum of a data set in the middle of a larger buffer is its own", () => {
  const padded = new Float32Array([9, 0, 1, 2, 3, 4, 5, 9]).subarray(1, 7);
  expect(dataChecksum(dataset("d", padded, [3, 2], [0, 1, 2], 3))).toBe(dataChecksum(make()));
});
