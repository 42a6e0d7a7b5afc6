import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vitepress";
import { buildLab } from "./buildLab.ts";
import { writePages } from "./guide/writePages.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Builds the guide into `site/dist/guide`: pages from docs/ and from the source, and the lab beside them. */
export async function buildGuide(): Promise<void> {
  const pages = `${root}site/dist/pages`;
  writePages(root, pages);
  mkdirSync(`${pages}/public`);
  writeFileSync(`${pages}/public/lab.html`, await buildLab());
  await build(`${root}site/guide`);
}
