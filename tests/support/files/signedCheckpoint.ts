/**
 * @file Checkpoints whose contents are damaged and whose checksum is right: what is behind the checksum, unpacking and
 * restoring, must refuse them by itself. Each is put into a run, which a refusal leaves as it was, to the bit.
 */
import { crossEntropy, Random, Tensor } from "../../../src/autograd/index.ts";
import { dtypes } from "../../../src/checkpoint/formats/support/dtypes.ts";
import {
  decodeCheckpoint,
  decodeSafetensors,
  encodeCheckpoint,
  encodeSafetensors,
  restoreRun,
  type StoredTensor,
} from "../../../src/checkpoint/index.ts";
import { checksum } from "../../../src/checkpoint/support/checksum.ts";
import { twoMoons } from "../../../src/data/generators/twoMoons.ts";
import { Loader } from "../../../src/data/loader.ts";
import { BatchNorm1d, Dropout, Linear, Sequential } from "../../../src/nn/index.ts";
import { adamw, lookahead, Optimizer } from "../../../src/optim/index.ts";
import { cosine, follow, newBob, warmup } from "../../../src/schedules/index.ts";

/** A run with everything that a checkpoint can hold: a wrapped rule, a schedule, a reducer, a custom function. */
function makeRun(seed: number) {
  const random = new Random(seed);
  const dropout = new Dropout(0.5, { random: random.split() });
  const model = new Sequential(new Linear(2, 3, { random }), new BatchNorm1d(3), dropout, new Linear(3, 2, { random }));
  const reducer = follow(newBob({ from: 0.1 }));
  const own = (t: number): number => 1e-8 * t;
  const rule = adamw({ lr: warmup(2, reducer), weightDecay: cosine(0.1, 50), eps: own });
  const optimizer = new Optimizer(model.parameters(), lookahead(rule, { k: 2 }));
  const loader = new Loader(twoMoons(20, { random: new Random(1) }), { batch: 7, random });
  return { model, optimizer, loader, generators: { noise: random.split() }, reducer };
}
type Run = ReturnType<typeof makeRun>;

function train({ model, optimizer, loader, reducer }: Run, steps: number): void {
  for (let step = 0; step < steps; step++) {
    const { inputs, labels } = loader.next();
    optimizer.step(() => {
      const loss = crossEntropy(model.forward(new Tensor(inputs)), labels);
      loss.backward();
      return loss.item();
    });
    reducer.report(1);
  }
}

const encode = (run: Run): Uint8Array => encodeCheckpoint({ ...run, step: 3, extra: { best: 0.5, seen: [1, 2] } });

const trained = makeRun(1);
train(trained, 3);
export const intact = encode(trained);

let run = makeRun(2);
let before = encode(run);

/** Restores into a run. After a refusal the run is unchanged; otherwise it resumes and can be saved. */
export function restore(bytes: Uint8Array): string {
  const hyper = { ...run.optimizer.groups[0].hyper };
  try {
    restoreRun(run, decodeCheckpoint(bytes, "broken"));
  } catch (error) {
    const now = run.optimizer.groups[0].hyper;
    const isSame = Object.keys(hyper).every((key) => now[key] === hyper[key]);
    if (!isSame || !Buffer.from(encode(run)).equals(before)) throw new Error(`a half-loaded run after: ${error}`);
    throw error;
  }
  const restored = run;
  run = makeRun(2);
  before = encode(run);
  encode(restored);
  goOn(restored);
  return "run";
}

/**
 * The numbers may be anything, so that training may diverge, which `step` says; whatever else it says is an error here.
 */
function goOn(run: Run): void {
  try {
    train(run, 1);
  } catch (error) {
    if (!/NaN|Infinity|call train\(\) before step/.test((error as Error).message))
      throw new Error(`resumes, then ${error}`);
  }
}

/** One to three damages to the values or the tensors, and then the checksum that belongs to them. */
export function mutateSigned(random: Random, bytes = intact): Uint8Array {
  const { tensors, metadata } = decodeSafetensors(bytes, "intact");
  const state: unknown = JSON.parse(metadata.get("run") as string);
  for (let n = 1 + random.integer(3); n > 0; n--) {
    if (random.integer(4) === 0) damageTensor(tensors, random);
    else damageValue(state, [...tensors.keys()], random);
    if (Object.keys(state as object).length === 0) break;
  }
  const text = JSON.stringify(state);
  // Mostly without what nothing asks for any more, or that alone would be refused.
  const isAsked = (name: string): boolean => name.startsWith("model.") || text.includes(JSON.stringify(name));
  const kept = random.integer(5) === 0 ? tensors : new Map([...tensors].filter(([name]) => isAsked(name)));
  return sign(text, kept);
}

export function sign(run: string, tensors: Map<string, StoredTensor>): Uint8Array {
  const metadata = new Map([
    ["downhill_checkpoint", "1"],
    ["run", run],
    ["crc32", checksum(run, tensors)],
  ]);
  return encodeSafetensors({ tensors, metadata });
}

const pick = <T>(items: readonly T[], random: Random): T => items[random.integer(items.length)];

type Holder = Record<string, unknown>;

/**
 * A place in a JSON value: down from the top, one random member after another, and at any level it may be the place.
 */
function place(value: unknown, random: Random): { holder: Holder; key: string } {
  const holder = value as Holder;
  const key = pick(Object.keys(holder), random);
  const inside = holder[key];
  const isEnd = typeof inside !== "object" || inside === null || Object.keys(inside).length === 0;
  return isEnd || random.integer(6) === 0 ? { holder, key } : place(inside, random);
}

const hostile: readonly unknown[] = [
  null,
  true,
  -1,
  0.5,
  1e308,
  2 ** 53,
  "abc",
  "",
  "function",
  [],
  {},
  [null],
  { $number: "NaN" },
  { $number: "-Infinity" },
  { constructor: { name: "Float32Array" }, length: 6 },
  { name: "constant", args: { value: 1 } },
  { name: "warmup", args: { steps: 1, schedule: { name: "constant", args: { value: -1 } } } },
  { reducers: [{ value: 1 }] },
  { reducers: [] },
];

function damageValue(state: unknown, names: readonly string[], random: Random): void {
  const { holder, key } = place(state, random);
  const own = { enumerable: true, configurable: true, writable: true };
  const damages: (() => void)[] = [
    () => Reflect.deleteProperty(holder, key),
    () => Object.defineProperty(holder, "__proto__", { ...own, value: holder[key] }),
    () => {
      const other = place(state, random);
      holder[key] = structuredClone(other.holder[other.key]);
    },
    () => {
      holder[key] = { [pick(["$array", "$list", "$eval"], random)]: pick(names, random) };
    },
    () => {
      holder[key] = structuredClone(pick(hostile, random));
    },
  ];
  pick([...damages, damages[4], damages[4]], random)();
}

function damageTensor(tensors: Map<string, StoredTensor>, random: Random): void {
  const name = pick([...tensors.keys()], random);
  const { dtype, shape, bytes } = tensors.get(name) as StoredTensor;
  const damages: (() => void)[] = [
    () => tensors.delete(name),
    () => tensors.set(`${name}x`, { dtype, shape, bytes }),
    () => tensors.set(name, { dtype, shape: [1, ...shape], bytes }),
    () => tensors.set(name, { dtype: "U8", shape: [bytes.length], bytes }),
    () => tensors.set(name, { dtype, shape, bytes: bytes.map(() => random.integer(256)) }),
    () => {
      const other = pick(dtypes, random);
      const width = { 8: 8, 4: 4, 2: 2, 1: 1 }[Number(/\d+/.exec(other)?.[0] ?? 8) / 8] ?? 1;
      const size = shape.reduce((product, n) => product * n, 1);
      tensors.set(name, { dtype: other, shape, bytes: new Uint8Array(size * width).fill(random.integer(256)) });
    },
  ];
  pick(damages, random)();
}
