/** @file An optimizer behind a Proxy, as Vue's `reactive` and spies make them, works like itself. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import {
  adam,
  ema,
  Linear,
  Loader,
  mse,
  noisyLine,
  Optimizer,
  Random,
  sam,
  Tensor,
  trainStep,
} from "../../src/index.ts";

/** A Proxy of an object whose members are read through Proxies, too, except arrays of numbers and functions. */
function reactive<T extends object>(target: T): T {
  return new Proxy(target, {
    get(object, key, receiver) {
      const value = Reflect.get(object, key, receiver);
      const isPlain = value === null || typeof value !== "object" || ArrayBuffer.isView(value);
      const { writable, configurable } = Reflect.getOwnPropertyDescriptor(object, key) ?? { writable: true };
      return isPlain || (!writable && !configurable) ? value : reactive(value);
    },
  });
}

const shallow = <T extends object>(target: T): T => new Proxy(target, {});

/** The weights after training with averages, a saved state and another group. */
function trained(wrap: <T extends object>(target: T) => T): number[] {
  const random = new Random(1);
  const model = new Linear(1, 1, { random });
  const make = () => wrap(new Optimizer([model.weight], ema(adam({ lr: 0.1 }))));
  const optimizer = make();
  optimizer.addGroup({ params: [model.bias as NonNullable<typeof model.bias>], hyper: { lr: 0.01 } });
  const loader = new Loader(noisyLine(64, { random }), { batch: 16, random });
  for (let step = 0; step < 6; step++) trainStep(model, optimizer, loader.next());
  const whole = wrap(new Optimizer(model.parameters(), sam(adam())));
  const { inputs, targets } = loader.next();
  whole.step(() => {
    const loss = mse(model.forward(new Tensor(inputs)), new Tensor(targets));
    loss.backward();
    return loss.item();
  });
  optimizer.loadStateDict(optimizer.stateDict());
  expect([optimizer.eval(), optimizer.hasAverages, optimizer.stepCount]).toEqual([true, true, 6]);
  optimizer.train();
  optimizer.zeroGrad();
  return model.parameters().flatMap(({ data }) => [...data]);
}

it.each([
  ["a Proxy", shallow],
  ["a Proxy of every object in it", reactive],
])("an optimizer trains behind %s", (_, wrap) => {
  expect(trained(wrap)).toEqual(trained((target) => target));
});

it("no class has #private members, which methods called through a Proxy cannot reach", () => {
  const found = readdirSync("src", { recursive: true, encoding: "utf8" }).filter(
    (file) =>
      file.endsWith(".ts") &&
      !file.startsWith("generated") &&
      /^ +(static |readonly |async )*#\w/m.test(readFileSync(join("src", file), "utf8")),
  );
  // It marks arrays, and has no methods of instances.
  expect(found).toEqual([join("autograd", "secondDerivative.ts")]);
});
