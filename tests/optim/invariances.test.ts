import { describe, it } from "vitest";
import * as optim from "../../src/optim/index.ts";
import { invariancesOf } from "./invariances.ts";
import { table } from "./table.ts";

describe("invariances", () => {
  it.each(table.flatMap(invariancesOf))("$title", ({ run }) => run(optim));
});
