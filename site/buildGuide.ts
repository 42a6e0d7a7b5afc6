import { mkdirSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vitepress";
import { buildLab } from "./buildLab.ts";
import { galleryPage } from "./guide/rules/galleryPage.ts";
import { writeApi } from "./guide/writeApi.ts";
import { writePages } from "./guide/writePages.ts";
import { readRuleEquations } from "./readRuleEquations.ts";
import { buildTryIt } from "./tryIt/buildTryIt.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Builds the guide into `site/dist/guide`: pages from docs/ and the source, the lab, and the library for programs. */
export async function buildGuide(): Promise<void> {
  const pages = `${root}site/dist/pages`;
  writePages(root, pages);
  await writeApi(root, `${pages}/api`);
  const { page, pictures } = galleryPage();
  writeFileSync(`${pages}/rules/index.md`, page);
  for (const folder of ["paths", "notes"]) mkdirSync(`${pages}/public/${folder}`, { recursive: true });
  for (const [file, picture] of Object.entries(pictures)) writeFileSync(`${pages}/public/${file}`, picture);
  for (const [file, notes] of Object.entries(readRuleEquations()))
    writeFileSync(`${pages}/public/notes/${basename(file, ".ts")}.json`, JSON.stringify(notes));
  writeFileSync(`${pages}/public/lab.html`, await buildLab());
  await buildTryIt(`${pages}/public/try`);
  await build(`${root}site/guide`);
}
