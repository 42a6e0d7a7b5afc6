import { describe, it } from "vitest";
import * as optim from "../../src/optim/index.ts";
import { hygieneOf } from "./hygiene.ts";
import { table } from "./table.ts";

describe("hygiene", () => {
  it.each(table.flatMap(hygieneOf))("$title", ({ run }) => run(optim));
});
