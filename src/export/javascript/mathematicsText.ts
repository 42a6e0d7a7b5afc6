/** @file The functions of the library that a text calls, with those that they call. */
import { javascriptFunctions } from "../../generated/javascript.ts";

const constant = /^(?:\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?(?:let|const) \w+(?:;| = (?!\([^()]*\) =>))/;

/** A constant without a comment. They stand together. */
const isLine = (text = ""): boolean => /^const \w+ = [^(].*$/.test(text);

/** Comments, and strings: names of columns and classes may hold the start of a comment. */
const stringsAndComments = /"(?:\\.|[^"\\])*"|\/\*[\s\S]*?\*\/|\/\/.*$/gm;

const withoutComments = (program: string): string =>
  program.replace(stringsAndComments, (one) => (one.startsWith("/") ? "" : one));

/**
 * Returns the texts of all functions that a program needs, in the order of reading: each before those that it calls.
 * Constants come before the function that reads them.
 */
export function mathematicsText(program: string): string {
  const seen = new Set<string>();
  const texts: string[] = [];
  const add = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const { text, calls } = javascriptFunctions[name];
    const constants = calls.filter((one) => constant.test(javascriptFunctions[one].text));
    constants.forEach(add);
    texts.push(text);
    calls.forEach(add);
  };
  for (const [name] of withoutComments(program).matchAll(/(?<![.\w])\w+(?=\()|booleanIn/g))
    if (Object.hasOwn(javascriptFunctions, name)) add(name);
  return texts.reduce((all, text) => all + (isLine(all.split("\n").at(-1)) && isLine(text) ? "\n" : "\n\n") + text);
}
