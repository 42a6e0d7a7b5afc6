/** @file Optimizers and models behind a Proxy, as Vue's `reactive` and spies make them, work like themselves. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import {
  adam,
  ema,
  Linear,
  Loader,
  mse,
  mul,
  noisyLine,
  Optimizer,
  Random,
  Sequential,
  sam,
  Tanh,
  Tensor,
  tensor,
  trainStep,
} from "../../src/index.ts";

const wrapped = new WeakMap<object, object>();

/**
 * A Proxy of an object whose members are read through Proxies, too, except arrays of numbers and functions. An object
 * has one Proxy.
 */
function reactive<T extends object>(target: T): T {
  const proxy = wrapped.get(target) ?? proxyOf(target);
  wrapped.set(target, proxy);
  return proxy as T;
}

function proxyOf<T extends object>(target: T): T {
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

/** The weights of a model after training. Two of its layers are one. */
function trainedModel(wrap: <T extends object>(target: T) => T): number[] {
  const random = new Random(1);
  const hidden = new Linear(4, 4, { random });
  const layers = [new Linear(1, 4, { random }), hidden, new Tanh(), hidden, new Linear(4, 1, { random })];
  const model = wrap(new Sequential(...layers));
  const optimizer = new Optimizer(model.parameters(), adam({ lr: 0.1 }));
  const loader = new Loader(noisyLine(64, { random }), { batch: 16, random });
  for (let step = 0; step < 6; step++) trainStep(model, optimizer, loader.next());
  model.loadStateDict(model.stateDict());
  return model.parameters().flatMap(({ data }) => [...data]);
}

it.each([
  ["a Proxy", shallow],
  ["a Proxy of every object in it", reactive],
])("a model trains behind %s", (_, wrap) => {
  expect(trainedModel(wrap)).toEqual(trainedModel((target) => target));
});

it("a result of ops behind a Proxy is not a leaf, and a second backward throws", () => {
  const x = reactive(new Tensor(tensor([2]), true));
  const y = reactive(mul(x, x));
  expect([x.isLeaf, y.isLeaf]).toEqual([true, false]);
  expect(() => new Optimizer([y], adam())).toThrow("parameter 0 must be a leaf, got a result of ops");
  y.backward();
  expect([x.grad?.[0], y.isLeaf]).toEqual([4, false]);
  expect(() => y.backward()).toThrow(/retainGraph/);
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
