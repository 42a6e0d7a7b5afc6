/** @file Arrays of numbers as JavaScript. */
import type { Floats } from "../../array/floats.ts";
import { decimalText } from "./decimalText.ts";

const width = 110;

/** Returns an expression that makes the array again, bit for bit. Up to `mostPlain` numbers can be read. */
export function numbersText(values: Floats, mostPlain = 64): string {
  const kind = values instanceof Float32Array ? "Float32Array" : "Float64Array";
  const [first] = values;
  if (values.length > 1 && values.every((value) => Object.is(value, first)))
    return `new ${kind}(${values.length})${Object.is(first, 0) ? "" : `.fill(${numberText(first, kind)})`}`;
  if (values.length <= mostPlain || kind === "Float64Array")
    return `new ${kind}([${lines(Array.from(values, (value) => numberText(value, kind)))}])`;
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const text = base64(bytes);
  return text.length <= width - 30
    ? `floats("${text}")`
    : `floats(\`\n${text.replace(new RegExp(`.{${width}}(?=.)`, "g"), "$&\n")}\n\`)`;
}

/** The shortest decimal number that rounds to the value. */
function numberText(value: number, kind: "Float32Array" | "Float64Array"): string {
  // toPrecision writes −0 as 0.
  if (kind === "Float64Array" || value === 0 || !Number.isFinite(value)) return decimalText(value);
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return decimalText(short);
  }
  return decimalText(Number(value.toPrecision(9)));
}

/** Numbers with commas, in several lines where they are too long for one. */
function lines(numbers: readonly string[]): string {
  if (numbers.join(", ").length <= 80) return numbers.join(", ");
  const broken: string[] = [""];
  for (const number of numbers) {
    const line = broken[broken.length - 1];
    if (line.length + number.length > width - 4) broken.push(`${number},`);
    else broken[broken.length - 1] = line === "" ? `${number},` : `${line} ${number},`;
  }
  return `\n${broken.map((line) => `  ${line}\n`).join("")}`;
}

function base64(bytes: Uint8Array): string {
  let letters = "";
  for (let start = 0; start < bytes.length; start += 8192)
    letters += String.fromCharCode(...bytes.subarray(start, start + 8192));
  return btoa(letters);
}
