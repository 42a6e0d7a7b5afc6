import { listFolder } from "../../data/readers/support/imageFiles.ts";

/** The subfolders of a folder of images that is split already. A missing one is null. */
export interface ImageParts {
  train: string;
  validation: string | null;
  test: string | null;
}

const names: Readonly<Record<keyof ImageParts, RegExp>> = {
  train: /^train(ing)?$/i,
  validation: /^(val(id(ation)?)?|dev)$/i,
  test: /^test(ing)?$/i,
};

/**
 * Finds subfolders such as `train` and `test` that hold the classes; null if the subfolders are the classes themselves,
 * or if `train` is the only one.
 */
export function imageParts(folder: string): ImageParts | null {
  const entries = listFolder(folder);
  const find = (part: keyof ImageParts): string | null =>
    entries.find(({ name, isFolder }) => isFolder && names[part].test(name))?.path ?? null;
  const parts = { train: find("train"), validation: find("validation"), test: find("test") };
  const found = Object.values(parts).filter((path) => path !== null);
  if (parts.train === null || found.length < 2 || found.length < entries.length) return null;
  return listFolder(parts.train).some(({ isFolder }) => isFolder) ? { ...parts, train: parts.train } : null;
}
