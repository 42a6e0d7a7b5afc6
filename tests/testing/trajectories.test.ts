import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { rules } from "../../src/optim/index.ts";
import type { Case } from "../../src/testing/golden.ts";
import { trajectories } from "../../src/testing/trajectories.ts";

const golden: Case[] = JSON.parse(readFileSync(new URL("../golden/trajectories.json", import.meta.url), "utf8"));

describe("trajectories", () => {
  it("gives the digits of the oracle at the steps that it names", async () => {
    const [adam] = await trajectories("adam", { variant: "tensorflow" });
    const one = golden.find(({ rule, variant }) => rule === "adam" && variant === "tensorflow") as Case;
    expect(adam.steps).toEqual([1, 6]);
    expect(adam.theta).toEqual(adam.steps.map((t) => one.theta[t - 1]));
    expect(adam.gradients).toEqual(one.gradients.slice(0, 6));
    expect([adam.theta0, adam.hyper, adam.shape]).toEqual([one.theta0, one.hyper, one.shape]);
    expect(adam.theta[0][0]).toMatch(/^-?\d\.\d{24,}$/);
  });

  it("has every rule that needs gradients only, in every form", async () => {
    for (const { definition } of Object.values(rules)) {
      if (definition.needsClosure) continue;
      const forms = (await trajectories(definition.name)).map(({ variant }) => variant);
      expect(new Set(forms)).toEqual(new Set(["", ...Object.keys(definition.variants)]));
    }
  });

  it("has one default form, and averages where the rule keeps one", async () => {
    expect(await trajectories("sgd", { variant: "" })).toHaveLength(1);
    const [{ theta, average }] = await trajectories("asgd");
    expect(average).toHaveLength(theta.length);
  });

  it("refuses names that do not exist", async () => {
    await expect(trajectories("adma")).rejects.toThrow(/^trajectories: unknown rule "adma"; did you mean "adam"\?/);
    await expect(trajectories("adam", { variant: "keras" })).rejects.toThrow(
      'adam: unknown variant "keras"; variants: tensorflow, mlx',
    );
    await expect(trajectories("adam", { varient: "" } as object)).rejects.toThrow(/unknown option "varient"/);
  });
});
