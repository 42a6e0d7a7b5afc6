/** @file Weights that PyTorch wrote load here, and it read what is written here: fixtures by torch_weights.py. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { noGrad, tensor } from "../../src/autograd/index.ts";
import { Random } from "../../src/autograd/random.ts";
import { loadNpy } from "../../src/checkpoint/files/loadNpy.ts";
import { loadNpz } from "../../src/checkpoint/files/loadNpz.ts";
import { loadWeightsFile } from "../../src/checkpoint/files/loadWeightsFile.ts";
import { saveNpy } from "../../src/checkpoint/files/saveNpy.ts";
import { saveWeightsFile } from "../../src/checkpoint/files/saveWeightsFile.ts";
import { decodeNpz } from "../../src/checkpoint/formats/decodeNpz.ts";
import {
  decodeNpy,
  decodeSafetensors,
  encodeNpy,
  encodeSafetensors,
  encodeWeights,
  FileFormatError,
  floatsOf,
  loadWeights,
  stored,
} from "../../src/checkpoint/index.ts";
import { storedModel } from "../../src/checkpoint/weights/support/storedModel.ts";
import { Linear, Sequential } from "../../src/nn/index.ts";
import { cnn, warmedUp } from "../support/models.ts";
import { newFolder } from "../support/newFolder.ts";

const fixture = (name: string): string => new URL(`./fixtures/${name}`, import.meta.url).pathname;
const record = (name: string) => JSON.parse(readFileSync(fixture(name), "utf8"));

function largestDifference(model: ReturnType<typeof cnn>, inputs: number[], outputs: number[]): number {
  const y = noGrad(() => model.eval().forward(tensor(Float32Array.from(inputs), { shape: [4, 1, 8, 8] })));
  return Math.max(...outputs.map((value, i) => Math.abs(value - y.data[i])));
}

describe("a model saved by PyTorch", () => {
  const { inputs, ...outputs } = record("torch_cnn.json");

  it.each([
    ["torch_cnn.safetensors", outputs.outputs],
    ["torch_cnn_f16.safetensors", outputs.outputs_f16],
    ["torch_cnn_bf16.safetensors", outputs.outputs_bf16],
  ])("%s computes here what it computes there", (file, expected) => {
    const model = cnn(1);
    expect(largestDifference(model, inputs, expected)).toBeGreaterThan(0.1);
    loadWeightsFile(fixture(file), model);
    expect(largestDifference(model, inputs, expected)).toBeLessThan(2e-5);
    expect(model.namedBuffers().at(-1)?.[1].item()).toBe(3);
  });

  it("in half precision differs from itself in single precision", () => {
    const model = cnn(1);
    loadWeightsFile(fixture("torch_cnn_f16.safetensors"), model);
    expect(largestDifference(model, inputs, outputs.outputs)).toBeGreaterThan(1e-5);
  });
});

describe("a model saved here", () => {
  it("has the very bytes that PyTorch read, strictly, and computed the same outputs from", () => {
    const model = warmedUp(7);
    expect(Buffer.from(encodeWeights(model)).equals(readFileSync(fixture("downhill_cnn.safetensors")))).toBe(true);
    const { inputs, outputs, batches } = record("downhill_cnn.json");
    expect(largestDifference(model, inputs, outputs)).toBeLessThan(2e-5);
    expect(batches).toBe(3);
  });

  it("is refused if it could not be read again", () => {
    const none = stored(new Float32Array(0), [0]);
    const many = new Map(Array.from({ length: 16_385 }, (_, i) => [`${i}`, none]));
    const deep = new Map([["a", stored(new Float32Array(1), new Array(33).fill(1))]]);
    const long = new Map([["x".repeat(2 ** 23), none]]);
    for (const [tensors, message] of [
      [many, "encodeSafetensors: header: needs at most 16384 entries, got more"],
      [deep, 'encodeSafetensors: tensor "a": needs at most 32 entries, got more'],
      [long, "encodeSafetensors: header length: needs at most 8388608, got 8388"],
      [new Map([["\ud800", none]]), "half a character"],
    ] as const)
      expect(() => encodeSafetensors({ tensors, metadata: new Map() })).toThrow(message);
  });

  it("comes back bit for bit through a file, and no temporary file stays", () => {
    const folder = newFolder();
    const path = join(folder, "model.safetensors");
    saveWeightsFile(path, warmedUp(7));
    const model = cnn(8);
    loadWeightsFile(path, model);
    expect(model.stateDict()).toEqual(warmedUp(7).stateDict());
    expect(readdirSync(folder)).toEqual(["model.safetensors"]);
  });

  it("loads into the tensors the model has: an optimizer's parameters stay the model's", () => {
    const model = cnn(8);
    const before = model.parameters();
    loadWeights(model, encodeWeights(warmedUp(7)), { file: "weights" });
    expect(model.parameters().every((parameter, i) => parameter === before[i])).toBe(true);
  });
});

describe("weights that do not fit leave the model as it was", () => {
  const layer = () => new Linear(2, 1, { random: new Random(1) });
  const weight = stored(new Float32Array([5, 6]), [1, 2]);
  const bias = stored(new Float32Array([7]), [1]);
  const cases: [what: string, tensors: Record<string, ReturnType<typeof stored>>, message: string][] = [
    ["a missing tensor", { weight }, "m: tensors: needs the model's parameters and buffers, got bias [1] is missing"],
    ["another tensor", { weight, bias, extra: bias }, "extra is not in the model"],
    ["another shape", { weight: { ...weight, shape: [2, 1] }, bias }, "weight is [2,1], the model needs [1,2]"],
    [
      "integers",
      { weight: { ...weight, dtype: "I32" }, bias },
      'm: tensor "weight", dtype: needs F64, F32, F16 or BF16, got I32',
    ],
  ];

  it.each(cases)("%s", (_, tensors, message) => {
    const model = layer();
    const bytes = encodeSafetensors({ tensors: new Map(Object.entries(tensors)), metadata: new Map() });
    const load = () => loadWeights(model, bytes, { file: "m" });
    expect(load).toThrow(FileFormatError);
    expect(load).toThrow(message);
    expect(model.stateDict()).toEqual(layer().stateDict());
  });

  it.each([2.5, -1, Number.NaN])("%s batches counted", (count) => {
    const tensors = storedModel(warmedUp(1).stateDict());
    tensors.set("1.num_batches_tracked", stored(Float32Array.of(count), []));
    const model = cnn(1);
    expect(() => loadWeights(model, encodeSafetensors({ tensors, metadata: new Map() }), { file: "m" })).toThrow(
      `m: tensor "1.num_batches_tracked": needs a whole number, 0 or more, got ${count}`,
    );
    expect(model.stateDict()).toEqual(cnn(1).stateDict());
    model.namedBuffers().at(-1)?.[1].assign([count]);
    expect(() => encodeWeights(model)).toThrow(
      `1.num_batches_tracked must be an integer >= 0 to be saved, since it counts batches, got ${count}`,
    );
  });

  it("a number beyond the model's Float32", () => {
    const tensors = new Map([
      ["weight", stored(Float64Array.of(1, 1e300), [1, 2])],
      ["bias", bias],
    ]);
    const model = layer();
    expect(() => loadWeights(model, encodeSafetensors({ tensors, metadata: new Map() }), { file: "m" })).toThrow(
      "got weight holds 1e+300, which is Infinity in the model's Float32",
    );
    expect(model.stateDict()).toEqual(layer().stateDict());
  });

  it("a file whose header ends anywhere loads: the format asks for no alignment", () => {
    const folder = newFolder();
    const json = JSON.stringify({
      weight: { dtype: "F32", shape: [1, 2], data_offsets: [0, 8] },
      bias: { dtype: "F64", shape: [1], data_offsets: [8, 16] },
    });
    for (let padding = 0; padding < 8; padding++) {
      const header = Buffer.from(json + " ".repeat(padding));
      const length = Buffer.alloc(8);
      length.writeBigUInt64LE(BigInt(header.length));
      const numbers = Buffer.alloc(16);
      numbers.writeFloatLE(5, 0);
      numbers.writeFloatLE(6, 4);
      numbers.writeDoubleLE(7, 8);
      const file = join(folder, `${padding}.safetensors`);
      writeFileSync(file, Buffer.concat([length, header, numbers]));
      const model = layer();
      loadWeightsFile(file, model);
      expect(model.parameters().map(({ data }) => [...data])).toEqual([[5, 6], [7]]);
    }
  });

  it("a file that is not there is named", () => {
    expect(() => loadWeightsFile("/no/such/model", layer())).toThrow(
      "/no/such/model: file: needs a readable file, got no such file",
    );
    expect(() => saveWeightsFile("/no/such/model", layer())).toThrow(
      "cannot save /no/such/model: no such folder /no/such; make it first",
    );
  });
});

describe("NumPy's arrays", () => {
  const values = Float64Array.from({ length: 24 }, (_, i) => i - 7.5);

  it("are read in every kind, order and version that NumPy writes", () => {
    const shape = [2, 3, 4];
    expect(loadNpy(fixture("f8.npy"))).toMatchObject({ shape, data: values });
    expect(loadNpy(fixture("f4_fortran.npy"))).toMatchObject({ shape, data: Float32Array.from(values) });
    expect(loadNpy(fixture("f4_version2.npy"))).toMatchObject({ shape, data: Float32Array.from(values) });
    const halves = loadNpy(fixture("f2.npy"));
    expect(halves.shape).toEqual(shape);
    for (const [i, value] of halves.data.entries()) expect(Math.abs(value - values[i] / 3)).toBeLessThan(2e-3);
    expect(loadNpy(fixture("i8_scalar.npy"))).toMatchObject({ shape: [], data: new Float64Array([-(2 ** 40)]) });
    expect(loadNpy(fixture("b1_vector.npy"))).toMatchObject({ shape: [3], data: new Float64Array([1, 0, 1]) });
    expect(loadNpy(fixture("u2_empty.npy"))).toMatchObject({ shape: [3, 0], data: new Float64Array(0) });
  });

  it("are read in either order of bytes, of every width", () => {
    const shape = [2, 3, 4];
    expect(loadNpy(fixture("big_endian.npy"))).toMatchObject({ shape, data: Float32Array.from(values) });
    const npy = (descr: string, shape: string, ...bytes: number[]): Uint8Array => {
      const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }\n`;
      const text = [...new TextEncoder().encode(header)];
      return Uint8Array.of(0x93, ...new TextEncoder().encode("NUMPY"), 1, 0, text.length, 0, ...text, ...bytes);
    };
    expect([...decodeNpy(npy(">i2", "(2,)", 1, 2, 255, 254)).data]).toEqual([258, -2]);
    expect([...decodeNpy(npy(">u4", "(1,)", 0, 1, 2, 3)).data]).toEqual([66051]);
    expect([...decodeNpy(npy(">i8", "(1,)", 255, 255, 255, 255, 255, 255, 255, 0)).data]).toEqual([-256]);
    expect([...decodeNpy(npy(">f2", "(1,)", 0x3e, 0)).data]).toEqual([1.5]);
    expect([...decodeNpy(npy(">f8", "(1,)", 0xbf, 0xf8, 0, 0, 0, 0, 0, 0)).data]).toEqual([-1.5]);
    expect([...decodeNpy(npy("|u1", "(2,)", 7, 200)).data]).toEqual([7, 200]);
    for (const descr of ["|f4", "=f4", "f4", ">U3", "<c8", "<f16"])
      expect(() => decodeNpy(npy(descr, "(1,)", 0, 0, 0, 0), "a")).toThrow("a: descr: needs a kind of f4 f8 f2");
  });

  it("of Python 2 are read: a long integer ends with L", () => {
    const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 3L), }";
    const bytes = new Uint8Array(0x80 + 24).fill(0x20);
    bytes.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0, 0x76, 0, ...new TextEncoder().encode(header)]);
    bytes[0x7f] = 0x0a;
    bytes.set(new Uint8Array(Float32Array.of(0, 1, 2, 3, 4, 5).buffer), 0x80);
    expect(decodeNpy(bytes)).toMatchObject({ shape: [2, 3], data: Float32Array.of(0, 1, 2, 3, 4, 5) });
    bytes.set(new TextEncoder().encode("(2L, LL), }"), 10 + header.indexOf("("));
    expect(() => decodeNpy(bytes, "a")).toThrow("a: shape: needs whole numbers below 2^53, got (2L, LL)");
  });

  it("of more axes than are read again are not written", () => {
    expect(() => encodeNpy(tensor([1], { shape: new Array(33).fill(1) }))).toThrow(
      "encodeNpy: the array must have at most 32 axes, got 33",
    );
  });

  it("written here are what NumPy read", () => {
    const path = join(newFolder(), "values.npy");
    const array = tensor(Float32Array.from(values), { shape: [2, 3, 4] });
    saveNpy(path, array);
    expect(readFileSync(path).equals(readFileSync(fixture("downhill.npy")))).toBe(true);
    expect(loadNpy(path)).toMatchObject({ shape: [2, 3, 4], data: array.data });
    expect(encodeNpy(tensor([1, 2])).length % 64).toBe(8);
  });
});

describe("half precision", () => {
  const read = (dtype: "F16" | "BF16", ...bits: number[]): number[] => [
    ...floatsOf({ dtype, shape: [bits.length], bytes: new Uint8Array(Uint16Array.from(bits).buffer) }, "f", "a"),
  ];

  it("F16: denormals are multiples of 2⁻²⁴, the largest is next to the smallest normal number", () => {
    expect(read("F16", 1, 2, 0x3ff, 0x400, 0x8001)).toEqual([
      2 ** -24,
      2 ** -23,
      1023 * 2 ** -24,
      2 ** -14,
      -(2 ** -24),
    ]);
  });

  it("F16: normal numbers, zeros, infinities and NaN", () => {
    expect(read("F16", 0x3c00, 0xc000, 0x7bff, 0x3555)).toEqual([1, -2, 65504, 0.333251953125]);
    expect(read("F16", 0, 0x8000, 0x7c00, 0xfc00, 0x7e01)).toEqual([0, -0, Infinity, -Infinity, Number.NaN]);
  });

  it("BF16: the upper half of a Float32", () => {
    expect(read("BF16", 0x3f80, 0xc040, 0x7f80, 0x0001)).toEqual([1, -3, Infinity, 2 ** -133]);
  });
});

describe("a safetensors file", () => {
  it("lists tensors without numbers first, where they start at the same byte as the next one", () => {
    const names = ["b", "a", "c", "d"];
    const sizes = [1, 0, 0, 2];
    const tensors = new Map(names.map((name, i) => [name, stored(new Float32Array(sizes[i]).fill(i), [sizes[i]])]));
    const read = decodeSafetensors(encodeSafetensors({ tensors, metadata: new Map() }));
    for (const [name, tensor] of tensors) expect(read.tensors.get(name)).toEqual(tensor);
    // The header may list them in any order: the one with numbers first, then the empty ones at its start.
    const header =
      '{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}';
    const file = new Uint8Array(8 + header.length + 4);
    file[0] = header.length;
    file.set(new TextEncoder().encode(header), 8);
    expect([...decodeSafetensors(file).tensors.keys()]).toEqual(["y", "x"]);
  });

  it("has the same bytes for the same tensors in any order: longer numbers first, then by name", () => {
    const entries: [string, ReturnType<typeof stored>][] = [
      ["b", stored(new Float32Array(1), [1])],
      ["a", stored(new Float32Array(1), [1])],
      ["z", stored(new Float64Array(1), [1])],
      ["B", stored(new Float32Array(1), [1])],
    ];
    const encode = (list: typeof entries) => encodeSafetensors({ tensors: new Map(list), metadata: new Map() });
    expect(encode(entries)).toEqual(encode([...entries].reverse()));
    expect([...decodeSafetensors(encode(entries)).tensors.keys()]).toEqual(["z", "B", "a", "b"]);
  });
});

describe("NumPy's archives", () => {
  const values = Float64Array.from({ length: 24 }, (_, i) => i - 7.5);
  const bytes = (name: string): Uint8Array => new Uint8Array(readFileSync(fixture(name)));

  it.each(["stored.npz", "deflated.npz"])("are read by name: %s", (name) => {
    const arrays = loadNpz(fixture(name));
    expect(arrays.get("weight")).toMatchObject({ shape: [2, 3, 4], data: Float32Array.from(values) });
    expect(arrays.get("layer/bias")).toMatchObject({ shape: [3, 4], data: values.slice(0, 12) });
    if (name === "deflated.npz") expect(arrays.get("zeros")).toMatchObject({ shape: [100, 100] });
    expect(arrays.size).toBe(name === "deflated.npz" ? 3 : 2);
  });

  it.each(["stored.npz", "deflated.npz"])("are refused when cut anywhere: %s", (name) => {
    const whole = bytes(name);
    for (let length = 0; length < whole.length; length++)
      expect(() => decodeNpz(whole.slice(0, length), "a.npz"), `${length} bytes`).toThrow(FileFormatError);
  });

  it("give the same numbers or an error for every flipped bit: no damage changes a number", () => {
    const whole = bytes("stored.npz");
    const intact = decodeNpz(whole, "a");
    for (let bit = 0; bit < 8 * whole.length; bit += 3) {
      const damaged = whole.slice();
      damaged[bit >> 3] ^= 1 << (bit & 7);
      try {
        const read = [...decodeNpz(damaged, "a").values()].map(({ data }) => [...data]);
        expect(read, `bit ${bit}`).toEqual([...intact.values()].map(({ data }) => [...data]));
      } catch (error) {
        expect(error, `bit ${bit}: ${error}`).toBeInstanceOf(FileFormatError);
      }
    }
  });

  /** The archive with some bytes of its first directory entry replaced. */
  const patched = (at: number, ...change: number[]): Uint8Array => {
    const file = bytes("stored.npz");
    const entry = file.findIndex((_, i) => file[i] === 0x50 && file[i + 1] === 0x4b && file[i + 2] === 1);
    file.set(change, entry + at);
    return file;
  };

  it.each<[what: string, file: Uint8Array, message: string]>([
    ["encryption", patched(8, 1), 'a: member "weight.npy": needs method 0, stored, or 8, deflated, got encryption'],
    ["another method", patched(10, 12), "needs method 0, stored, or 8, deflated, got 12"],
    ["another checksum", patched(16, 0, 0, 0, 0), 'a: member "weight.npy": needs checksum 0, got '],
    [
      "a larger promise than deflate could keep",
      patched(24, 0, 0, 0, 0x7f),
      "a: members: needs at most 268435456 bytes",
    ],
    ["another length", patched(24, 1, 0, 0, 0), 'a: member "weight.npy": needs 1 bytes, got 224'],
    [
      "a member outside",
      patched(42, 0, 0, 0, 0x7f),
      'a: member "weight.npy": needs a header at byte 2130706432, got none',
    ],
    [
      "another kind of member",
      patched(46, ...new TextEncoder().encode("weight.txt")),
      "a: members: needs only .npy files",
    ],
    [
      "no archive",
      new TextEncoder().encode("no archive, but longer than its end"),
      "a: zip directory: needs the end of a zip",
    ],
  ])("are refused with %s", (_, file, message) => {
    expect(() => decodeNpz(file, "a")).toThrow(FileFormatError);
    expect(() => decodeNpz(file, "a")).toThrow(message);
  });
});

describe("weights loaded in part", () => {
  const layers = () =>
    new Sequential(new Linear(2, 3, { random: new Random(1) }), new Linear(3, 1, { random: new Random(2) }));
  const other = () =>
    new Sequential(new Linear(2, 3, { random: new Random(3) }), new Linear(3, 4, { random: new Random(4) }));

  it("are those whose name and shape fit; the report names the others, and the rest of the model stays", () => {
    const model = layers();
    const before = model.stateDict();
    const trained = other().stateDict();
    const tensors = storedModel(trained);
    tensors.delete("0.bias");
    tensors.set("position_ids", { ...stored(new Float32Array(2), [2]), dtype: "I32" });
    const bytes = encodeSafetensors({ tensors, metadata: new Map() });
    expect(loadWeights(model, bytes, { partial: true })).toEqual({
      loaded: ["0.weight"],
      missing: ["0.bias"],
      unexpected: ["position_ids"],
      otherShape: [
        { name: "1.weight", file: [4, 3], model: [1, 3] },
        { name: "1.bias", file: [4], model: [1] },
      ],
    });
    const after = model.stateDict();
    expect(after.get("0.weight")).toEqual(trained.get("0.weight"));
    for (const name of ["0.bias", "1.weight", "1.bias"]) expect(after.get(name)).toEqual(before.get(name));
  });

  it("are refused as a whole if none fits, or if one of those holds a number too large", () => {
    const model = layers();
    const encode = (entries: Record<string, ReturnType<typeof stored>>) =>
      encodeSafetensors({ tensors: new Map(Object.entries(entries)), metadata: new Map() });
    expect(() =>
      loadWeights(model, encode({ x: stored(new Float32Array(1), [1]) }), { partial: true, file: "m" }),
    ).toThrow("m: tensors: needs one with a name and shape of the model, got none");
    const large = encode({
      "0.bias": stored(Float64Array.of(1, 2, 3), [3]),
      "1.bias": stored(Float64Array.of(1e300), [1]),
    });
    expect(() => loadWeights(model, large, { partial: true })).toThrow("1.bias holds 1e+300");
    expect(model.stateDict()).toEqual(layers().stateDict());
  });

  it("give the same report for a file that fits, with partial or without", () => {
    const bytes = encodeWeights(layers());
    const report = {
      loaded: ["0.weight", "0.bias", "1.weight", "1.bias"],
      missing: [],
      unexpected: [],
      otherShape: [],
    };
    expect(loadWeights(layers(), bytes)).toEqual(report);
    expect(loadWeights(layers(), bytes, { partial: true })).toEqual(report);
    const path = join(newFolder(), "m.safetensors");
    saveWeightsFile(path, layers());
    expect(loadWeightsFile(path, layers(), { partial: true })).toEqual(report);
    expect(() => loadWeights(layers(), bytes, { partail: true } as object)).toThrow(
      'loadWeights: unknown option "partail"; did you mean "partial"?',
    );
  });
});
