import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { ops } from "../../bench/opCases.ts";

it("every op has a row in the table of the bench", () => {
  const folder = new URL("../../src/autograd/ops/", import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => file.replaceAll("\\", "/"));
  const names = files.flatMap((file) => file.match(/^(?!support\/)\w+\/(\w+)\.ts$/)?.[1] ?? []);
  expect(names.length).toBeGreaterThan(50);
  const timed = new Set(ops.map((op) => op.split(" ")[0]));
  expect(names.filter((name) => !timed.has(name))).toEqual([]);
});
