import { describe, it } from "vitest";
import { table } from "../../src/cli/proofs/table.ts";
import * as optim from "../../src/optim/index.ts";
import { resumeOf } from "./resume.ts";

describe("resuming", () => {
  it.each(table.flatMap(resumeOf))("$title", ({ run }) => run(optim));
});
