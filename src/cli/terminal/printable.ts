import { harmless } from "../../check/excerpt.ts";

/** Escapes control characters as `\u{1b}`, so that text from files and flags cannot steer a terminal. Keeps line breaks. */
export const printable = (text: string): string => text.split("\n").map(harmless).join("\n");
