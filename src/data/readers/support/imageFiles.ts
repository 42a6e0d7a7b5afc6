/** @file Folders of images. Needs Node. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { diskProblem } from "../../../check/diskProblem.ts";
import { DataFileError } from "../../dataFileError.ts";

/** A file or folder in a folder; links are followed. */
interface Entry {
  name: string;
  path: string;
  isFolder: boolean;
}

export const isImageFile = (name: string): boolean => /\.(png|jpe?g)$/i.test(name);

/** Lists a folder, sorted by name. Hidden files, such as those of a file manager, do not count. */
export function listFolder(folder: string): Entry[] {
  const names = inWords(folder, "folder", () => readdirSync(folder));
  const shown = names.filter((name) => !/^\.|^Thumbs\.db$/i.test(name)).sort();
  return shown.map((name) => {
    const path = join(folder, name);
    return { name, path, isFolder: inWords(path, "file", () => statSync(path)).isDirectory() };
  });
}

function inWords<T>(path: string, what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new DataFileError(path, `a readable ${what}`, diskProblem(error));
  }
}

/** Returns the images of a folder. Throws DataFileError for other files, and without an image. */
export function imageFiles(folder: string): string[] {
  const entries = listFolder(folder);
  const other = entries.find(({ name, isFolder }) => isFolder || !isImageFile(name));
  if (other !== undefined) throw new DataFileError(folder, "only .png, .jpg and .jpeg files", other.name);
  if (entries.length === 0) throw new DataFileError(folder, "1 or more images", "an empty folder");
  return entries.map(({ path }) => path);
}

/** Returns the images of a folder and of its subfolders. */
export function allImageFiles(folder: string): string[] {
  const folders = listFolder(folder).filter(({ isFolder }) => isFolder);
  if (folders.length === 0) return imageFiles(folder);
  const file = listFolder(folder).find(({ isFolder }) => !isFolder);
  if (file !== undefined) throw mixed(folder, file.name);
  return folders.flatMap(({ path }) => allImageFiles(path));
}

/** Returns the names of the subfolders. Throws DataFileError if there is anything else, or fewer than `least`. */
export function classFolders(folder: string, least: 1 | 2): string[] {
  const entries = listFolder(folder);
  const names = entries.filter(({ isFolder }) => isFolder).map(({ name }) => name);
  const file = entries.find(({ isFolder }) => !isFolder);
  if (file !== undefined && names.length > 0) throw mixed(folder, file.name);
  if (names.length < least)
    throw new DataFileError(
      folder,
      `${least} or more subfolders, one for each class`,
      names.length === 0 ? "none" : `only ${names[0]}`,
    );
  return names;
}

const mixed = (folder: string, name: string): DataFileError =>
  new DataFileError(folder, "only subfolders, one for each class", `the file ${name} beside them`);
