import { expect, it } from "vitest";
import { metricsText } from "../../src/cli/experiment/metricsText.ts";

it("errors in the target's units have thousands, and no exponent", () => {
  const metrics = { loss: 1, rmse: 5187.6, mae: 0.51234, r2: 0.9972, baseline: { rmse: 97_612, mae: 8.5e9 } };
  expect(
    metricsText(metrics, [])
      .split("\n")
      .map((line) => line.trim()),
  ).toEqual(["RMSE  5,188 (always the mean: 97,612)", "MAE   0.5123 (always the mean: 8.50e+9)", "R²    0.9972"]);
});
