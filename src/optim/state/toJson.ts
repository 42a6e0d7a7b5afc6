/** Bytes are in little-endian order, that of every machine JavaScript runs on today. */
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
