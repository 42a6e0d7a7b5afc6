import { describe, it } from "vitest";
import * as optim from "../../src/optim/index.ts";
import * as claims from "../../src/testing/claims/index.ts";
import { resuming } from "../../src/testing/resuming.ts";

describe("resuming", () => {
  it.each(Object.values(claims).flatMap(resuming))("$title", ({ run }) => run(optim));
});
