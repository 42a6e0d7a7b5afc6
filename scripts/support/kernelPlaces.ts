import { existsSync, readFileSync } from "node:fs";

/** Returns the functions of an assembly file in their order. */
export const kernelsOf = (text: string): string[] =>
  Array.from(text.matchAll(/^export function (\w+)/gm), ([, kernel]) => kernel);

/** The comment of a generated module: each place with the function that callers find there. */
export const placesComment = (text: string): string =>
  ["/**", ...kernelsOf(text).map((kernel, place) => ` * ${place} ${kernel}`), " */"].join("\n");

/**
 * Throws if a function is at another place than in the module generated before: callers name it by that place. So a new
 * function goes to the end. To move one, change its callers, then delete the generated file.
 */
export function checkPlaces(name: string, text: string, generated: string): void {
  if (!existsSync(generated)) return;
  const kernels = kernelsOf(text);
  for (const [, place, kernel] of readFileSync(generated, "utf8").matchAll(/^ \* (\d+) (\w+)$/gm))
    if (kernels[Number(place)] !== kernel)
      throw new Error(
        `${name}: ${kernel} must stay at place ${place}, where its callers find it, got ${kernels[Number(place)]}; ` +
          `add functions at the end, or change the callers and delete ${generated}`,
      );
}
