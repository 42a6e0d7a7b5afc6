import { describe, it } from "vitest";
import * as optim from "../../src/optim/index.ts";
import { table } from "../../src/testing/table.ts";
import { resumeOf } from "./resume.ts";

describe("resuming", () => {
  it.each(table.flatMap(resumeOf))("$title", ({ run }) => run(optim));
});
