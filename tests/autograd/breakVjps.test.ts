/** @file No derivative can be wrong unnoticed: each is broken on purpose, one at a time (see scripts/break-vjps.ts). */
import { expect, it } from "vitest";
import type { Tensor } from "../../src/autograd/index.ts";
import { prepareCall } from "../../src/testing/support/prepareCall.ts";
import { breakableOps } from "../support/gradcheck/breakable.ts";
import { lines } from "../support/gradcheck/lines.ts";
import { tryToBreak } from "../support/gradcheck/survivors.ts";

const ops = await breakableOps();

it.each(ops.sites)("$file:$line  $text  cannot be wrong", (site) => {
  for (const { caughtBy, breakage } of tryToBreak(ops, site)) expect(caughtBy, breakage).not.toBeNull();
});

it("these are all the vector-Jacobian products there are: no line records another", () => {
  const places = new Set(ops.sites.map(({ id }) => id));
  const recorded = new Set<string | undefined>();
  const collect = (y: Tensor): void => {
    for (const [x, vjp] of y.history.edges) {
      recorded.add((vjp as { site?: string }).site);
      collect(x);
    }
  };
  for (const { call } of lines) collect(prepareCall(call, ops.library).f());
  expect([...recorded].filter((id) => id === undefined || !places.has(id))).toEqual([]);
});

it("an unbroken copy passes", () => {
  ops.breakOnly(null);
  for (const { call } of lines) {
    const { f, inputs } = prepareCall(call, ops.library);
    expect(ops.library.gradcheck(f, inputs).passed, call).toBe(true);
  }
});
