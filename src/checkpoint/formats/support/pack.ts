/**
 * @file Turns plain values into JSON text and back, bit for bit. Typed arrays and long lists of numbers become tensors
 * beside the text. NaN, the infinities and −0 become marks, since JSON lacks them. Other values are an error.
 */
import type { Floats } from "../../../array/floats.ts";
import { isFloats } from "../../../array/isFloats.ts";
import { showShape } from "../../../array/shape.ts";
import { describeValue } from "../../../check/describeValue.ts";
import { excerpt } from "../../../check/excerpt.ts";
import { isRecord } from "../../../check/isRecord.ts";
import { floatsOf } from "../floatsOf.ts";
import type { StoredTensor } from "../safetensors.ts";
import { stored } from "../stored.ts";

/** A value that can be saved: not a Map, a Set, an instance of a class, undefined or a function. */
export type Plain = null | boolean | number | string | Floats | readonly Plain[] | { readonly [key: string]: Plain };

type Tensors = Map<string, StoredTensor>;

/** Lists of at least this length become tensors: shorter text, and no digit lost. */
const longList = 16;
/** Deeper nesting is a mistake, such as an object that holds itself. */
const deepest = 100;

/**
 * Enough for the record of a model with very many columns; arrays are tensors. A hostile text takes many times its
 * length in memory.
 */
const longestText = 2 ** 22;

/**
 * Returns the JSON text of a value and adds its arrays to `tensors`, named by their path from `root`.
 * Throws an error that names the path of a value that cannot be saved.
 */
export function pack(value: unknown, root: string, tensors: Tensors): string {
  const text = JSON.stringify(packed(value, root, tensors));
  if (text.length > longestText)
    throw new RangeError(
      `checkpoint: ${root} must be at most ${longestText} characters of text, got ${text.length}; ` +
        "keep numbers in Float64Array or in lists of numbers alone",
    );
  return text;
}

function packed(value: unknown, path: string, tensors: Tensors, depth = 0): unknown {
  if (depth > deepest) throw new RangeError(`checkpoint: ${path} is nested more than ${deepest} levels deep`);
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number")
    return isJsonNumber(value) ? value : { $number: Object.is(value, -0) ? "-0" : `${value}` };
  if (isFloats(value)) return { $array: addTensor(value, path, tensors) };
  if (Array.isArray(value)) {
    const isLong = value.length >= longList && value.every((item) => typeof item === "number");
    if (!isLong) return value.map((item, i) => packed(item, `${path}.${i}`, tensors, depth + 1));
    return { $list: addTensor(Float64Array.from(value), path, tensors) };
  }
  if (!isRecord(value)) throw new TypeError(`checkpoint: ${path} must be ${canBeSaved}, got ${describeValue(value)}`);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const mark = members.find(([key]) => key.startsWith("$"));
  if (mark) throw new TypeError(`checkpoint: ${path} has the key "${mark[0]}"; keys cannot begin with $`);
  return Object.fromEntries(
    members.map(([key, member]) => [key, packed(member, `${path}.${key}`, tensors, depth + 1)]),
  );
}

/** Returns the name under which the tensor was added. Keys may hold dots, so two paths can read the same. */
function addTensor(values: Floats, path: string, tensors: Tensors): string {
  let name = path;
  for (let copy = 2; tensors.has(name); copy++) name = `${path} (${copy})`;
  tensors.set(name, stored(values, [values.length]));
  return name;
}

const canBeSaved = "null, a boolean, number, string, Float32Array, Float64Array, or a list or object of these";

const isJsonNumber = (value: number): boolean => Number.isFinite(value) && !Object.is(value, -0);

/** Ends the reading with an error about a field. */
type Wrong = (field: string, expected: string, found: string) => never;

/** The parts of a value. `tensors` holds those not used yet, so that one cannot become many copies. */
interface Source {
  readonly tensors: Tensors;
  readonly wrong: Wrong;
}

/**
 * Returns the value that `pack` made text and tensors of. Each tensor has exactly one place in it. Arrays are views of
 * the tensors' bytes. Objects are built without calling any prototype's setters.
 */
export function unpack(text: string, root: string, tensors: ReadonlyMap<string, StoredTensor>, wrong: Wrong): Plain {
  if (text.length > longestText) return wrong(root, `at most ${longestText} characters`, `${text.length}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return wrong(root, "JSON", (error as Error).message);
  }
  const unused = new Map(tensors);
  const unpacked = unpackedValue(value, root, { tensors: unused, wrong });
  for (const name of unused.keys()) return wrong(`tensor ${excerpt(name)}`, "a place in the run", "none");
  return unpacked;
}

function unpackedValue(value: unknown, path: string, source: Source, depth = 0): Plain {
  if (depth > deepest) return source.wrong(path, `at most ${deepest} levels`, "more");
  const inside = (item: unknown, key: string | number): Plain =>
    unpackedValue(item, `${path}.${key}`, source, depth + 1);
  if (Array.isArray(value)) return value.map(inside);
  if (typeof value !== "object" || value === null) return value as Plain;
  const members = Object.entries(value);
  const [key, content] = members[0] ?? [""];
  if (key.startsWith("$")) return marked(key, content, path, source);
  // fromEntries defines even "__proto__" as a plain member; an assignment would change the object's prototype.
  return Object.fromEntries(members.map(([name, member]) => [name, inside(member, name)]));
}

const specialNumbers = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
  ["-0", -0],
]);

function marked(mark: string, content: unknown, path: string, { tensors, wrong }: Source): Plain {
  if (typeof content !== "string") return wrong(path, `a text in ${excerpt(mark)}`, typeof content);
  if (mark === "$number")
    return specialNumbers.get(content) ?? wrong(path, "NaN, Infinity, -Infinity or -0", excerpt(content));
  if (mark !== "$array" && mark !== "$list") return wrong(path, "$number, $array or $list", excerpt(mark));
  const tensor = tensors.get(content);
  if (tensor === undefined) return wrong(path, "a tensor of the run, each once", excerpt(content));
  tensors.delete(content);
  const { dtype, shape } = tensor;
  const kinds = mark === "$list" ? ["F64"] : ["F64", "F32"];
  if (!kinds.includes(dtype) || shape.length !== 1)
    return wrong(path, `${kinds.join(" or ")} with one axis`, `${dtype} ${showShape(shape)}`);
  const values = floatsOf(tensor, content, path);
  return mark === "$array" ? values : Array.from(values);
}
