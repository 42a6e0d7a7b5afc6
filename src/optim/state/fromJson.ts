import { describeValue } from "../../check/describeValue.ts";
import { excerpt } from "../../check/excerpt.ts";

/**
 * The deepest nesting allowed. A state has a few levels per wrapper. JSON.parse with a reviver recurses once per
 * level, and 1e5 levels overflow the stack.
 */
const deepest = 500;

/**
 * Restores the data that `toJson` wrote, with its typed arrays. Throws a SyntaxError if the text is not JSON or is
 * nested too deep. It also throws at a mark that `toJson` does not make.
 */
export function fromJson(text: string): unknown {
  if (typeof text !== "string") throw new TypeError(`fromJson: the text must be a string, got ${describeValue(text)}`);
  checkDepth(text);
  return JSON.parse(text, (_key, item: unknown) => {
    if (typeof item !== "object" || item === null || Array.isArray(item)) return item;
    const [[mark, content] = []] = Object.entries(item);
    if (mark === "$float32") return new Float32Array(bytes(mark, content, 4).buffer);
    if (mark === "$float64") return new Float64Array(bytes(mark, content, 8).buffer);
    return mark === "$number" ? specialNumber(content) : item;
  });
}

/** Counts brackets outside strings. JSON.parse checks that they match. */
function checkDepth(text: string): void {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '"') at = closingQuote(text, at);
    else if (letter === "[" || letter === "{") depth++;
    else if (letter === "]" || letter === "}") depth--;
    if (depth > deepest) throw new SyntaxError(`fromJson: nesting must be at most ${deepest} levels deep, got more`);
  }
}

/** Returns the index of the quote that ends a string, or the length of the text if none does. */
function closingQuote(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === "\\") backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
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
  const found = typeof content === "string" ? excerpt(content) : describeValue(content);
  throw new SyntaxError(`fromJson: ${mark} must be ${needed}, got ${found}`);
}
