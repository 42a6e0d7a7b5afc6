import { describe, it } from "vitest";
import * as optim from "../../src/optim/index.ts";
import * as claims from "../../src/testing/claims/index.ts";
import { finiteDifferences } from "../../src/testing/finiteDifferences.ts";

describe("finite differences", () => {
  it.each(Object.values(claims).flatMap(finiteDifferences))("$title", ({ run }) => run(optim));
});
