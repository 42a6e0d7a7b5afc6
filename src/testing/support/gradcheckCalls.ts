/** The calls in the `@gradcheck <call>` lines of a source file's comments. */
export const gradcheckCalls = (source: string): string[] =>
  [...source.matchAll(/@gradcheck (.+?)(?: \*\/)?$/gm)].map(([, call]) => call);
