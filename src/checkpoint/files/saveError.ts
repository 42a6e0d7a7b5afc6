/** A file could not be saved, or not securely. The message says which file, why, and what is there now. */
export class SaveError extends Error {
  override name = "SaveError";
}
