/** A file could not be saved, or not securely: the message says which, what is there now, and what the disk said. */
export class SaveError extends Error {
  override name = "SaveError";
}
