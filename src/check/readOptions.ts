import { checkArgument } from "./checkArgument.ts";
import { checkOptions } from "./checkOptions.ts";
import type { Kind } from "./kinds.ts";

/** The kind of every option. */
export type Kinds<T extends object> = { readonly [K in keyof T]-?: Kind<T[K]> };

/**
 * Returns every option of `kinds`: the given value, checked, or the default.
 * Throws a TypeError unless `given` is an object. Throws a RangeError on an unknown name or a value of another kind.
 *
 * @example readOptions("f", { n: count, lr: positive.or(0.1) }, { n: 3 }) // { n: 3, lr: 0.1 }
 */
export function readOptions<T extends object>(who: string, kinds: Kinds<T>, given: Partial<T>): T {
  const names = Object.keys(kinds) as (keyof T & string)[];
  checkOptions(who, given, names);
  return Object.fromEntries(names.map((name) => [name, checkArgument(who, name, given[name], kinds[name])])) as T;
}
