import { DataFileError } from "../../dataFileError.ts";

/**
 * Decodes UTF-8. Throws DataFileError for other bytes: replaced by a mark, two different class names could become
 * equal.
 */
export function* decoded(pieces: Iterable<Uint8Array>, file: string): Generator<string, void> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let lines = 0;
  for (const bytes of pieces) {
    const text = orNull(() => decoder.decode(bytes, { stream: true }));
    if (text === null) throw encodingError(file, lines, bytes);
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
    yield text;
  }
  if (orNull(() => decoder.decode()) === null)
    throw new DataFileError(`${file}:${lines + 1}`, "text in UTF-8", "an end in the middle of a character");
}

function orNull<T>(run: () => T): T | null {
  try {
    return run();
  } catch {
    return null;
  }
}

function encodingError(file: string, lines: number, bytes: Uint8Array): DataFileError {
  const [before] = new TextDecoder().decode(bytes).split("\uFFFD", 1);
  const line = lines + before.split("\n").length;
  const found =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff) ? "UTF-16" : "other bytes";
  return new DataFileError(`${file}:${line}`, "text in UTF-8", found, "save it as UTF-8");
}
