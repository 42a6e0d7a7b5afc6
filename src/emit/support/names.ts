/** @file Names of hyperparameters, buffers and locals in other languages. */

/** Returns a name in snake case: `weightDecay` is `weight_decay`, `lookahead.slow` is `lookahead_slow`. */
export const snakeCase = (name: string): string =>
  name
    .replaceAll(".", "_")
    .replace(/([a-z0-9])([A-Z])/g, (_, before: string, capital: string) => `${before}_${capital.toLowerCase()}`)
    .replace(/^[A-Z]/, (capital) => capital.toLowerCase());

/** Returns a name in camel case: `lookahead.slow` is `lookaheadSlow`. */
export const camelCase = (name: string): string =>
  name.replace(/\.([a-zA-Z])/g, (_, letter: string) => letter.toUpperCase());

/** Returns a name for a class: `lookahead(adam)` with the variant `tensorflow` is `LookaheadAdamTensorflow`. */
export const className = (...words: readonly string[]): string =>
  words
    .flatMap((word) => word.split(/[^A-Za-z0-9]+/))
    .filter(Boolean)
    .map((word) => word[0].toUpperCase() + word.slice(1))
    .join("");

/** Makes a function that gives every name a unique one, in snake case or `style`. Reserved words are avoided. */
export function namer(reserved: readonly string[], style = snakeCase): (name: string) => string {
  const given = new Map<string, string>();
  const taken = new Set(reserved);
  return (name) => {
    let text = given.get(name);
    if (text === undefined) {
      text = style(name);
      while (taken.has(text)) text += "_";
      taken.add(text);
      given.set(name, text);
    }
    return text;
  };
}
