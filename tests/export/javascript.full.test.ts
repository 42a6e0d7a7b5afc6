/** @file Exported JavaScript continues runs of every layer and of many rules with the same losses, bit for bit. */

import { beforeAll, it } from "vitest";
import { useFast, useReference } from "../../src/index.ts";
import { expectSameRun, javascriptRuns } from "../support/export/javascriptRuns.ts";

beforeAll(() => {
  useReference();
  return useFast;
});

it.each(Object.entries(javascriptRuns))("%s: 50 steps with the same losses and weights", (_, make) =>
  expectSameRun(make, 50),
);
