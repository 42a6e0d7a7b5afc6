import { sentence } from "../../check/excerpt.ts";

/** Escapes control characters as `\u001b`, so that text from files and flags cannot steer a terminal. Keeps line breaks. */
export const printable = (text: string): string =>
  text
    .split("\n")
    .map((line) => sentence(line, Infinity))
    .join("\n");
