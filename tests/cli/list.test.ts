import { expect, it } from "vitest";
import { run } from "../support/fakeTerminal.ts";

it.each([
  ["rules", "adam", 30],
  ["wrappers", "lookahead", 11],
  ["schedules", "cosine", 20],
  ["ops", "matmul", 50],
  ["layers", "Linear", 19],
  ["data", "moons", 8],
])("lists the %s, such as %s", async (kind, name, least) => {
  const { code, stdout } = await run(`list ${kind}`);
  const names = stdout.trimEnd().split("\n");
  expect(code).toBe(0);
  expect(names).toContain(name);
  expect(names.length).toBeGreaterThanOrEqual(least);
  expect(JSON.parse((await run(`list ${kind} --json`)).stdout)).toEqual(names);
});

it("does not list Module, which is not a layer", async () => {
  expect((await run("list layers")).stdout).not.toMatch(/^Module$/m);
});

it.each([
  ["list", /list needs one of rules, wrappers/],
  ["list rules ops", /list needs one of/],
  ["list rule", /unknown list "rule"; did you mean "rules"\?/],
])("%s: exit 2", async (line, message) => {
  const { code, stderr } = await run(line);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});
