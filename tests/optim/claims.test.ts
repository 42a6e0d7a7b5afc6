import { describe, it } from "vitest";
import { allClaims } from "../../src/cli/proofs/claims/index.ts";
import * as optim from "../../src/optim/index.ts";

describe.each(Object.entries(allClaims))("%s", (_, claims) => {
  it.each(claims)("$title", ({ run }) => run(optim));
});
