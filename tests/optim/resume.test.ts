import { describe, it } from "vitest";
import * as optim from "../../src/optim/index.ts";
import { resumeOf } from "./resume.ts";
import { table } from "./table.ts";

describe("resuming", () => {
  it.each(table.flatMap(resumeOf))("$title", ({ run }) => run(optim));
});
