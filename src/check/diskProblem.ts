/** System error codes in words. The message of Node names the call and the path again, which readers need not know. */
const words: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EBUSY: "it is in use by another program",
  EDQUOT: "the disk quota is used up",
  EEXIST: "the name is taken",
  EFBIG: "it is too large for this disk",
  EIO: "the disk reported an error",
  EISDIR: "a folder",
  ELOOP: "its links form a circle",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "the name is too long",
  ENOENT: "no such file",
  ENOSPC: "no space left on the disk",
  ENOTDIR: "a part of the path is not a folder",
  EPERM: "permission denied",
  EROFS: "the disk is read-only",
};

/**
 * Returns the reason why the system refused to read or write a file, in words; its own message for an unknown code.
 *
 * e.g. diskProblem(Object.assign(new Error(), { code: "ENOSPC" })) // "no space left on the disk"
 */
export function diskProblem(error: unknown): string {
  const { code = "", message } = error as { code?: string; message: string };
  return Object.hasOwn(words, code) ? words[code] : message;
}
