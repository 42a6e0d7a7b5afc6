/** @file The settings of VitePress. `site/buildGuide.ts` writes the pages that it reads. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";
import { markPrograms } from "../tryIt/markPrograms.ts";
import { headingAnchor } from "./headingAnchor.ts";
import { math } from "./math.ts";
import { navigation } from "./navigation.ts";

const pages = fileURLToPath(new URL("../dist/pages", import.meta.url));

/** A valley with a ball. Without an icon a browser would ask the server for one. */
const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M3 5Q16 47 29 5" fill="none" stroke="#2a78d6" stroke-width="4"/><circle cx="11" cy="15" r="5" fill="#d1490e"/></svg>',
)}`;

export const config = defineConfig({
  title: "downhill",
  description: "How deep learning models are trained, in code that one can read",
  lang: "en",
  head: [["link", { rel: "icon", href: icon }]],
  base: process.env.SITE_BASE ?? "/",
  srcDir: pages,
  outDir: "../dist/guide",
  cacheDir: "../dist/cache",
  markdown: {
    anchor: { slugify: headingAnchor },
    headers: { slugify: headingAnchor },
    config(md) {
      math(md);
      markPrograms(md);
    },
  },
  // The lab is a separate file, not one those of the guide.
  ignoreDeadLinks: [/(^|\/)lab$/],
  themeConfig: {
    search: { provider: "local" },
    outline: { level: [2, 3] },
    sidebar: navigation(pages),
    externalLinkIcon: true,
  },
});
