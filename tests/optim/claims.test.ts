import { describe, it } from "vitest";
import * as optim from "../../src/optim/index.ts";
import { allClaims } from "../../src/testing/claims/index.ts";

describe.each(Object.entries(allClaims))("%s", (_, claims) => {
  it.each(claims)("$title", ({ run }) => run(optim));
});
