/**
 * @file Plain data with typed arrays as JSON text and back, bit for bit: −0, NaN with its payload, Float32 as Float32.
 *
 *     Float32Array, Float64Array    { "$float32": base64 of the bytes }, { "$float64": … }
 *     −0, NaN, ±Infinity            { "$number": "-0" }, …
 */

/** Bytes are in little-endian order, that of every machine JavaScript runs on today. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (item instanceof Float32Array) return { $float32: base64(item) };
    if (item instanceof Float64Array) return { $float64: base64(item) };
    if (typeof item !== "number" || (Number.isFinite(item) && !Object.is(item, -0))) return item;
    return { $number: Object.is(item, -0) ? "-0" : `${item}` };
  });
}

/** Throws a SyntaxError if the text is not JSON. */
export function fromJson(text: string): unknown {
  return JSON.parse(text, (_key, item: unknown) => {
    if (typeof item !== "object" || item === null) return item;
    if ("$float32" in item && typeof item.$float32 === "string") return new Float32Array(bytes(item.$float32).buffer);
    if ("$float64" in item && typeof item.$float64 === "string") return new Float64Array(bytes(item.$float64).buffer);
    return "$number" in item && typeof item.$number === "string" ? Number(item.$number) : item;
  });
}

function base64({ buffer, byteOffset, byteLength }: Float32Array | Float64Array): string {
  const values = new Uint8Array(buffer, byteOffset, byteLength);
  let text = "";
  for (let i = 0; i < values.length; i += 4096) text += String.fromCharCode(...values.subarray(i, i + 4096));
  return btoa(text);
}

const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
