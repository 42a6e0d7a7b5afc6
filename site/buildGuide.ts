import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vitepress";
import { buildLab } from "./buildLab.ts";
import { galleryPage } from "./guide/rules/galleryPage.ts";
import { writeApi } from "./guide/writeApi.ts";
import { writePages } from "./guide/writePages.ts";
import { buildTryIt } from "./tryIt/buildTryIt.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Builds the guide into `site/dist/guide`: pages from docs/ and from the source, the lab and the programs' library beside them. */
export async function buildGuide(): Promise<void> {
  const pages = `${root}site/dist/pages`;
  writePages(root, pages);
  await writeApi(root, `${pages}/api`);
  const { page, pictures } = galleryPage();
  writeFileSync(`${pages}/rules/index.md`, page);
  mkdirSync(`${pages}/public/paths`, { recursive: true });
  for (const [file, picture] of Object.entries(pictures)) writeFileSync(`${pages}/public/${file}`, picture);
  writeFileSync(`${pages}/public/lab.html`, await buildLab());
  await buildTryIt(`${pages}/public/try`);
  await build(`${root}site/guide`);
}
