import { expect, it } from "vitest";
import { rules, wrappers } from "../../src/optim/index.ts";
import { table } from "../../src/testing/table.ts";

it("the table of the proofs and the registry name the same rules", () => {
  expect(table.map(({ name }) => name).sort()).toEqual(Object.keys({ ...rules, ...wrappers }).sort());
});
