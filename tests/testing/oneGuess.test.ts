import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import * as testing from "../../src/testing/index.ts";

it("every export of src/testing is in the file of its name", () => {
  const folder = new URL("../../src/testing/", import.meta.url);
  const missing = Object.keys(testing).filter(
    (name) => !existsSync(new URL(name === "claims" ? "claims/index.ts" : `${name}.ts`, folder)),
  );
  expect(missing).toEqual([]);
});
