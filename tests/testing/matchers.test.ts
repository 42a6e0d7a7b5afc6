import { describe, expect, it } from "vitest";
import { exp, relu, sum, type Tensor, tensor } from "../../src/autograd/index.ts";
import { Random } from "../../src/autograd/random.ts";
import { Linear } from "../../src/nn/index.ts";
import { adam, sgd } from "../../src/optim/index.ts";
import { cosine } from "../../src/schedules/index.ts";
import { type DownhillMatchers, matchers } from "../../src/testing/matchers.ts";

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: the declaration of vitest
  interface Matchers<T = any> extends DownhillMatchers<T> {}
}
expect.extend(matchers);

const x = tensor([0, 1], { dtype: "float64", requiresGrad: true });
const messageOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  return "no failure";
};

describe("matchers", () => {
  it("pass what is right, and its negation where it is wrong", () => {
    const model = new Linear(2, 1, { random: new Random(1) });
    expect(exp).toHaveCorrectGradient([x]);
    expect(relu).not.toHaveCorrectGradient([x]);
    expect(model).toHaveCorrectGradient(() => sum(exp(model.forward(tensor([[1, 2]], { dtype: "float64" })))));
    expect(sgd({ lr: 0.5 })).toFollow("sgd");
    expect(adam({ variant: "mlx" })).toFollow("adam", { variant: "mlx" });
    expect(adam({ variant: "mlx" })).not.toFollow("adam");
    expect(cosine(0.1, 50)).toMatchSchedule("cosine", [0.1, 50]);
    expect(cosine(0.1, 50)).not.toMatchSchedule("cosine(0.1, 51)");
    expect(tensor([[1], [2]])).toEqualTensor([[1], [2.000001]]);
    expect(tensor([Number.NaN])).toEqualTensor([Number.NaN]);
    expect(tensor([1])).not.toEqualTensor([1.1]);
  });

  it.each<[string, () => unknown, RegExp]>([
    [
      "gradient",
      () => expect(relu).toHaveCorrectGradient([x]),
      /^the gradient is wrong at 1 of 2 elements.*\n.*a kink here/,
    ],
    ["rule", () => expect(adam({ variant: "mlx" })).toFollow("adam"), /^this is adam, variant mlx/],
    [
      "schedule",
      () => expect((t: number) => t).toMatchSchedule("constant", [1]),
      /^this is not constant\(1\): at t = 2/,
    ],
    [
      "tensor",
      () =>
        expect(
          tensor([
            [1, 2],
            [3, 5],
          ]),
        ).toEqualTensor([
          [1, 2],
          [3, 4],
        ]),
      /^1 of 4 elements differ by more than 0\.000001 .*\n {2}element \[1,1\] must be 4, got 5, off by 1\.0e\+0$/,
    ],
    ["shape", () => expect(tensor([1, 2])).toEqualTensor([[1, 2]]), /^the shape must be \[1,2\], got \[2\]$/],
    ["negation", () => expect(sgd()).not.toFollow("sgd"), /^must fail, but this is sgd/],
  ])("fail with the report: %s", (_, run, message) => expect(messageOf(run)).toMatch(message));

  it.each<[string, () => unknown, string]>([
    [
      "a value that is not a tensor",
      () => expect(1).toEqualTensor(1),
      "toEqualTensor: the value must be a tensor, got 1",
    ],
    [
      "a tolerance below 0",
      () => expect(x).toEqualTensor([0, 1], { tolerance: -1 }),
      "toEqualTensor: tolerance must be a finite number >= 0, got -1",
    ],
    [
      "a model without a loss",
      () => expect(new Linear(1, 1, { random: new Random(1) })).toHaveCorrectGradient([x]),
      "toHaveCorrectGradient: a model needs a function of its loss, got an array of 1",
    ],
    ["no function", () => expect(1).toHaveCorrectGradient([x] as Tensor[]), "gradcheck: f must be a function, got 1"],
  ])("refuse %s", (_, run, message) => expect(messageOf(run)).toBe(message));
});
