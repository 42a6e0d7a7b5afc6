import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as optim from "../../src/optim/index.ts";
import * as claims from "../../src/testing/claims/index.ts";

const { rules, wrappers } = optim;

describe.each(Object.values(claims))("$name", (subject) => {
  it.each(subject.claims)("$title", ({ run }) => run(optim));
});

it("every rule and wrapper has its claims, in a file of its name", () => {
  const names = [...Object.keys(rules), ...Object.keys(wrappers)].sort();
  expect(Object.keys(claims)).toEqual(names);
  const files = readdirSync(new URL("../../src/testing/claims", import.meta.url));
  expect(files.sort()).toEqual([...names, "index"].map((name) => `${name}.ts`).sort());
  for (const [name, subject] of Object.entries(claims)) expect(subject.name).toBe(name);
});
