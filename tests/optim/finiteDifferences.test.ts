import { describe, it } from "vitest";
import * as optim from "../../src/optim/index.ts";
import { table } from "../../src/testing/table.ts";
import { finiteDifferencesOf } from "./finiteDifferences.ts";

describe("finite differences", () => {
  it.each(table.flatMap(finiteDifferencesOf))("$title", ({ run }) => run(optim));
});
