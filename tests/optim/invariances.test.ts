import { describe, it } from "vitest";
import * as optim from "../../src/optim/index.ts";
import { invariancesOf } from "../../src/testing/invariances.ts";
import { table } from "../../src/testing/table.ts";

describe("invariances", () => {
  it.each(table.flatMap(invariancesOf))("$title", ({ run }) => run(optim));
});
