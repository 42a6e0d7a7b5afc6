import { describe, it } from "vitest";
import { table } from "../../src/cli/proofs/table.ts";
import * as optim from "../../src/optim/index.ts";
import { hygieneOf } from "./hygiene.ts";

describe("hygiene", () => {
  it.each(table.flatMap(hygieneOf))("$title", ({ run }) => run(optim));
});
