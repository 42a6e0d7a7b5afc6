import { describe, it } from "vitest";
import * as optim from "../../src/optim/index.ts";
import { table } from "../../src/testing/table.ts";
import { hygieneOf } from "./hygiene.ts";

describe("hygiene", () => {
  it.each(table.flatMap(hygieneOf))("$title", ({ run }) => run(optim));
});
