/** The number in a text: digits, point, exponent. NaN for everything else, such as "" and "0x10". */
export const toNumber = (text: unknown): number =>
  typeof text === "string" && /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : Number.NaN;
