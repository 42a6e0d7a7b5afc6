import { expect, it } from "vitest";
import { table } from "../../src/cli/proofs/table.ts";
import { rules, wrappers } from "../../src/optim/index.ts";

it("the table of the proofs and the registry name the same rules", () => {
  expect(table.map(({ name }) => name).sort()).toEqual(Object.keys({ ...rules, ...wrappers }).sort());
});
