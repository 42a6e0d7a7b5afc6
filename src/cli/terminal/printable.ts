import { harmless } from "../../check/excerpt.ts";

/** Escapes control characters as `\u{1b}`: text from files and flags cannot control a terminal. Keeps line breaks. */
export const printable = (text: string): string => text.split("\n").map(harmless).join("\n");
