/**
 * @file Finds layers that a constructor makes and keeps in a `#private` field, where they are neither trained nor
 * saved.
 */
import type { Module } from "../module.ts";

/** Modules with `#private` members whose constructors may still be running, the innermost last. */
let open: WeakRef<Module>[] = [];
const madeBy = new WeakMap<Module, Module[]>();

/** Called by every module's constructor. The call stack tells in whose constructor it runs. */
export function noteConstruction(module: Module): void {
  if (open.length > 0) {
    const callers = constructorsAround(module, new Error().stack ?? "");
    const started = open.map((reference) => reference.deref());
    const at = started.findLastIndex((other) => other !== undefined && callers.includes(other.constructor.name));
    const maker = started[at];
    if (maker !== undefined) madeBy.set(maker, [...(madeBy.get(maker) ?? []), module]);
    open = open.slice(0, at + 1);
  }
  if (classesOf(module).some(hasPrivateMembers)) open.push(new WeakRef(module));
}

/**
 * Returns the names of the classes whose constructors run around that of a module. The engines write "at new Name" or
 * "Name@" in their stacks. The first names are the module's own class and those it extends.
 */
function constructorsAround(module: Module, stack: string): string[] {
  const running = [...stack.matchAll(/^\s*at new ([\w$]+)|^([\w$]+)@/gm)].map(([, name, other]) => name ?? other);
  const own = classesOf(module).map(({ name }) => name);
  const start = running.indexOf(own[own.length - 1]);
  if (start < 0) return [];
  const names = new Set(own);
  let end = start;
  while (names.delete(running[end])) end++;
  return running.slice(end);
}

/**
 * Throws an Error if the constructor of a module with `#private` members made a layer that is not among these modules.
 * Classes without such members may make temporary layers, for instance to copy weights.
 */
export function checkMadeLayers(modules: ReadonlySet<Module>): void {
  for (const module of modules) {
    const lost = madeBy.get(module)?.find((made) => !modules.has(made));
    if (lost !== undefined)
      throw new Error(
        `${module.constructor.name}: its layers must be in public fields, got a ${lost.constructor.name} that no public ` +
          "field holds and that is neither trained nor saved; keep layers in public fields",
      );
    madeBy.delete(module);
  }
}

interface Class {
  readonly name: string;
}

/** Returns the class of a module and those it extends, up to Module. */
function classesOf(module: Module): Class[] {
  const classes: Class[] = [];
  for (let proto = Object.getPrototypeOf(module); proto !== Object.prototype; proto = Object.getPrototypeOf(proto))
    classes.push(proto.constructor);
  return classes;
}

const known = new WeakMap<Class, boolean>();

/** Returns whether the source of a class declares private members, or calls a compiler's helpers for them. */
function hasPrivateMembers(constructed: Class): boolean {
  const before = known.get(constructed);
  if (before !== undefined) return before;
  const source = Function.prototype.toString.call(constructed);
  const found = /(^|[\s;{.])#[A-Za-z_$]|__classPrivateField|__privateAdd/.test(source);
  known.set(constructed, found);
  return found;
}
