/**
 * Writes plain data with typed arrays as JSON that keeps every bit; `fromJson` reads it. Bytes are little-endian.
 *
 * @example fromJson(toJson({ m: new Float32Array([0.1]) })) // { m: new Float32Array([0.1]) }
 */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (item instanceof Float32Array) return { $float32: base64(item) };
    if (item instanceof Float64Array) return { $float64: base64(item) };
    if (typeof item !== "number" || (Number.isFinite(item) && !Object.is(item, -0))) return item;
    return { $number: Object.is(item, -0) ? "-0" : `${item}` };
  });
}

function base64({ buffer, byteOffset, byteLength }: Float32Array | Float64Array): string {
  const values = new Uint8Array(buffer, byteOffset, byteLength);
  let text = "";
  for (let i = 0; i < values.length; i += 4096) text += String.fromCharCode(...values.subarray(i, i + 4096));
  return btoa(text);
}
