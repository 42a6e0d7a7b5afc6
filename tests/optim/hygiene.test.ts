import { describe, it } from "vitest";
import * as optim from "../../src/optim/index.ts";
import * as claims from "../../src/testing/claims/index.ts";
import { hygiene } from "../../src/testing/hygiene.ts";

describe("hygiene", () => {
  it.each(Object.values(claims).flatMap(hygiene))("$title", ({ run }) => run(optim));
});
