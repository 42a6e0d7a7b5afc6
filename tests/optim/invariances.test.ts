import { describe, it } from "vitest";
import { invariancesOf } from "../../src/cli/proofs/invariances.ts";
import { table } from "../../src/cli/proofs/table.ts";
import * as optim from "../../src/optim/index.ts";

describe("invariances", () => {
  it.each(table.flatMap(invariancesOf))("$title", ({ run }) => run(optim));
});
