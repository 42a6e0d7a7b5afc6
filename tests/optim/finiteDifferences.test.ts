import { describe, it } from "vitest";
import { table } from "../../src/cli/proofs/table.ts";
import * as optim from "../../src/optim/index.ts";
import { finiteDifferencesOf } from "./finiteDifferences.ts";

describe("finite differences", () => {
  it.each(table.flatMap(finiteDifferencesOf))("$title", ({ run }) => run(optim));
});
