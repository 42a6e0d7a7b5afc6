import { describe, it } from "vitest";
import * as optim from "../../src/optim/index.ts";
import { finiteDifferencesOf } from "./finiteDifferences.ts";
import { table } from "./table.ts";

describe("finite differences", () => {
  it.each(table.flatMap(finiteDifferencesOf))("$title", ({ run }) => run(optim));
});
