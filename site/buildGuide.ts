import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vitepress";
import { buildLab } from "./buildLab.ts";
import { writePages } from "./guide/writePages.ts";
import { buildTryIt } from "./tryIt/buildTryIt.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Builds the guide into `site/dist/guide`: pages from docs/ and from the source, the lab and the programs' library beside them. */
export async function buildGuide(): Promise<void> {
  const pages = `${root}site/dist/pages`;
  writePages(root, pages);
  mkdirSync(`${pages}/public`);
  writeFileSync(`${pages}/public/lab.html`, await buildLab());
  await buildTryIt(`${pages}/public/try`);
  await build(`${root}site/guide`);
}
