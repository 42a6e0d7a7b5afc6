/**
 * @file Texts of values as Node's console writes them, for programs whose output is shown beside Node's. Node puts
 * lists of more than six elements into columns. Here they are written in one line, or one element a line.
 */

const lineLength = 80;
const deepest = 2;
const custom = Symbol.for("nodejs.util.inspect.custom");

/** Returns what `console.log(...values)` prints in Node: texts as they are, other values as in `util.inspect`. */
export function formatValues(values: readonly unknown[]): string {
  return values.map((value) => (typeof value === "string" ? value : new Inspector().inspect(value, 0))).join(" ");
}

class Inspector {
  /** The depth of the object that was written last. Node joins up to three levels in one line. */
  private latest = 0;

  inspect(value: unknown, depth: number): string {
    if (typeof value === "string") return quote(value);
    if (typeof value === "bigint") return `${value}n`;
    if (typeof value === "function") return functionText(value);
    if (typeof value !== "object" || value === null) return Object.is(value, -0) ? "-0" : String(value);
    if (value instanceof Error) return value.stack ?? `${value.name}: ${value.message}`;
    const own = (value as Record<symbol, unknown>)[custom];
    return typeof own === "function" ? String(own.call(value)) : this.object(value, depth);
  }

  private object(value: object, depth: number): string {
    const name = value.constructor?.name ?? "[Object: null prototype]";
    if (depth > deepest) return `[${name}]`;
    this.latest = depth;
    const list = isList(value) ? value : null;
    const parts = list === null ? this.partsOf(value, depth + 1) : this.partsOfList(list, depth + 1);
    const size = list?.length ?? (value instanceof Map || value instanceof Set ? value.size : null);
    const prefix = name === "Array" || name === "Object" ? "" : `${name}${size === null ? "" : `(${size})`} `;
    const [open, close] = list === null ? ["{", "}"] : ["[", "]"];
    if (parts.length === 0) return `${prefix}${open}${close}`;
    const length = parts.reduce((sum, part) => sum + part.length + 2, prefix.length + 2 * depth + 11);
    const fits = length <= lineLength && !parts.some((part) => part.includes("\n"));
    if (fits && this.latest - depth < 3) return `${prefix}${open} ${parts.join(", ")} ${close}`;
    const indent = "  ".repeat(depth + 1);
    return `${prefix}${open}\n${indent}${parts.join(`,\n${indent}`)}\n${"  ".repeat(depth)}${close}`;
  }

  private partsOfList(list: ArrayLike<unknown>, depth: number): string[] {
    const parts = Array.from({ length: Math.min(list.length, 100) }, (_, i) => this.inspect(list[i], depth));
    const more = list.length - parts.length;
    return more === 0 ? parts : [...parts, `... ${more} more item${more > 1 ? "s" : ""}`];
  }

  private partsOf(value: object, depth: number): string[] {
    if (value instanceof Map)
      return [...value].map(([key, one]) => `${this.inspect(key, depth)} => ${this.inspect(one, depth)}`);
    if (value instanceof Set) return [...value].map((one) => this.inspect(one, depth));
    return Object.entries(value).map(([key, one]) => `${nameOf(key)}: ${this.inspect(one, depth)}`);
  }
}

const isList = (value: object): value is ArrayLike<unknown> & object =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

function functionText(value: { readonly name: string; toString(): string }): string {
  const kind = /^class\b/.test(value.toString()) ? "class" : "Function:";
  if (value.name === "") return kind === "class" ? "[class (anonymous)]" : "[Function (anonymous)]";
  return `[${kind} ${value.name}]`;
}

const nameOf = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key));

/** In single quotes, or in other ones where the text has single ones. */
function quote(text: string): string {
  const mark = ["'", '"', "`"].find((one) => !text.includes(one)) ?? "'";
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return mark + (text.includes(mark) ? escaped.replaceAll(mark, `\\${mark}`) : escaped) + mark;
}
