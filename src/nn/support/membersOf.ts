import { Random } from "../../autograd/random.ts";
import { Tensor } from "../../autograd/tensor.ts";
import { showName } from "../../check/excerpt.ts";
import { isRecord } from "../../check/isRecord.ts";

/** Something found in a module: its field, and the path to it inside that field, such as `.heads.0`. */
export interface Member<T> {
  readonly field: string;
  readonly rest: string;
  readonly value: T;
}

/**
 * Finds every value of a class in an object's fields. Looks into arrays, plain objects, Maps and Sets of any depth.
 * Names what it finds as PyTorch's containers do: `heads.0`, `blocks.left`, the place in a Set as in an array.
 *
 * Throws an Error at a layer or tensor of another copy of the package: it would be neither trained nor saved.
 */
export function membersOf<T>(owner: object, wanted: abstract new (...args: never[]) => T): Member<T>[] {
  const found: Member<T>[] = [];
  const seen = new Set<object>();
  const visit = (field: string, rest: string, value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if (value instanceof wanted) found.push({ field, rest, value });
    else if (isForeign(value)) throw foreign(owner, field + rest, value);
    else {
      const parts = partsOf(value);
      if (parts.length === 0 || seen.has(value)) return;
      seen.add(value);
      for (const [key, part] of parts) visit(field, `${rest}.${key}`, part);
    }
  };
  for (const [field, value] of Object.entries(owner)) visit(field, "", value);
  return found;
}

function partsOf(value: object): [key: unknown, part: unknown][] {
  if (value instanceof Set) return [...value].map((part, i) => [i, part]);
  if (value instanceof Map) return [...value];
  return Array.isArray(value) || isRecord(value) ? Object.entries(value) : [];
}

/** Returns whether a value is a layer or a tensor of another copy of the package, by its methods. */
function isForeign(value: object): boolean {
  if (value instanceof Tensor || value instanceof Random || isOwnModule(value)) return false;
  return looksLikeModule(value) || hasMethods(value, "backward", "zeroGrad", "assign");
}

export const looksLikeModule = (value: unknown): boolean => hasMethods(value, "forward", "namedParameters");

const hasMethods = (value: unknown, ...names: string[]): boolean =>
  typeof value === "object" && value !== null && names.every((name) => typeof Reflect.get(value, name) === "function");

/** Marks the modules of this copy of the package. */
export const moduleMark = Symbol("downhill module");
const isOwnModule = (value: object): boolean => moduleMark in value;

export const foreign = (owner: object, path: string, value: object): Error =>
  new Error(
    `${owner.constructor.name}: ${showName(path)} must come from this copy of downhill, ` +
      `got ${value.constructor.name} of another copy; install the package once (npm ls downhill)`,
  );
