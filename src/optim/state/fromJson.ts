import { excerpt } from "../../check/excerpt.ts";

/** Throws a SyntaxError if the text is not JSON, or a mark in it not one that `toJson` makes. */
export function fromJson(text: string): unknown {
  return JSON.parse(text, (_key, item: unknown) => {
    if (typeof item !== "object" || item === null || Array.isArray(item)) return item;
    const [[mark, content] = []] = Object.entries(item);
    if (mark === "$float32") return new Float32Array(bytes(mark, content, 4).buffer);
    if (mark === "$float64") return new Float64Array(bytes(mark, content, 8).buffer);
    return mark === "$number" ? specialNumber(content) : item;
  });
}

function specialNumber(content: unknown): number {
  if (content === "-0" || content === "NaN" || content === "Infinity" || content === "-Infinity")
    return Number(content);
  return wrong("$number", "-0, NaN, Infinity or -Infinity", content);
}

function bytes(mark: string, content: unknown, width: number): Uint8Array<ArrayBuffer> {
  const letters = /^[A-Za-z0-9+/]*={0,2}$/;
  if (typeof content !== "string" || content.length % 4 !== 0 || !letters.test(content))
    return wrong(mark, "base64", content);
  const values = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  return values.length % width === 0 ? values : wrong(mark, `a multiple of ${width} bytes`, content);
}

function wrong(mark: string, needed: string, content: unknown): never {
  const found = typeof content === "string" ? excerpt(content) : typeof content;
  throw new SyntaxError(`fromJson: ${mark} is ${found}; it needs to be ${needed}`);
}
