import { expect, it } from "vitest";
import { curvePanel } from "../../site/guide/schedules/curvePanel.ts";

it.each([0, 5e-324, 1e-310, 0.1, -3, 1e308])("a curve that stays at %d has 2 to 5 numbers beside it", (rate) => {
  const text = curvePanel("constant", [0, 1, 2], [rate, rate, rate]);
  const count = text.split('class="number"').length - 1;
  expect(count).toBeGreaterThanOrEqual(2);
  expect(count).toBeLessThanOrEqual(5);
  expect(text).not.toContain("NaN");
});
