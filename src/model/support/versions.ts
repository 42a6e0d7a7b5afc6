/** The version of the model format, kept in every file. */
export const formatVersion = "1";

/** The version of this package, as in package.json. */
const packageVersion = "0.1.0";

/** Returns the versions of the programs that make a model now. */
export function versions(): Record<string, string> {
  const node = globalThis.process?.versions?.node;
  return { downhill: packageVersion, ...(node !== undefined && { node }) };
}
