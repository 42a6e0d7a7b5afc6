/** @file The settings of VitePress. `site/buildGuide.ts` writes the pages that it reads. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";
import { headingAnchor } from "./headingAnchor.ts";
import { math } from "./math.ts";
import { navigation } from "./navigation.ts";

const pages = fileURLToPath(new URL("../dist/pages", import.meta.url));

export const config = defineConfig({
  title: "downhill",
  description: "How deep learning models are trained, in code that one can read",
  lang: "en",
  base: process.env.SITE_BASE ?? "/",
  srcDir: pages,
  outDir: "../dist/guide",
  cacheDir: "../dist/cache",
  markdown: { anchor: { slugify: headingAnchor }, headers: { slugify: headingAnchor }, config: math },
  // The lab is a separate file, not one those of the guide.
  ignoreDeadLinks: [/(^|\/)lab$/],
  themeConfig: {
    search: { provider: "local" },
    outline: { level: [2, 3] },
    sidebar: navigation(pages),
    externalLinkIcon: true,
  },
});
