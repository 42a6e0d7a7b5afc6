import { describe, it } from "vitest";
import * as optim from "../../src/optim/index.ts";
import * as claims from "../../src/testing/claims/index.ts";
import { invariances } from "../../src/testing/invariances.ts";

describe("invariances", () => {
  it.each(Object.values(claims).flatMap(invariances))("$title", ({ run }) => run(optim));
});
