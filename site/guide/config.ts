/** @file The settings of VitePress. `site/buildGuide.ts` writes the pages that it reads. */
import { fileURLToPath } from "node:url";
import { type DefaultTheme, defineConfig } from "vitepress";
import { markPrograms } from "../tryIt/markPrograms.ts";
import { headingAnchor } from "./headingAnchor.ts";
import { math } from "./math.ts";
import { apiNavigation, navigation } from "./navigation.ts";
import { withPolicy } from "./withPolicy.ts";

const pages = fileURLToPath(new URL("../dist/pages", import.meta.url));

/** A valley with a ball. Without an icon a browser would ask the server for one. */
const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M3 5Q16 47 29 5" fill="none" stroke="#2a78d6" stroke-width="4"/><circle cx="11" cy="15" r="5" fill="#d1490e"/></svg>',
)}`;

type LocalSearchRender = NonNullable<DefaultTheme.LocalSearchOptions["_render"]>;

/** The text of a page that the search finds. Of an API page it is the title and the description. */
const searchable: LocalSearchRender = (source, env, md) => {
  const html = md.render(source, env);
  if (env.frontmatter?.search === false) return "";
  return env.relativePath.startsWith("api/")
    ? html.replace(/<h2[\s\S]*$/, "").replace(/<pre[\s\S]*?<\/pre>/g, "")
    : html;
};

export const config = defineConfig({
  title: "downhill",
  description: "How deep learning models are trained, in code that one can read",
  lang: "en",
  head: [["link", { rel: "icon", href: icon }]],
  // The list of all pages is one file, instead of a part of every page.
  metaChunk: true,
  base: process.env.SITE_BASE ?? "/",
  srcDir: pages,
  outDir: "../dist/guide",
  cacheDir: "../dist/cache",
  markdown: {
    // The usual themes have comments and keywords below a contrast of 4.5 : 1.
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    anchor: { slugify: headingAnchor },
    headers: { slugify: headingAnchor },
    config(md) {
      math(md);
      markPrograms(md);
    },
    image: { lazyLoading: true },
  },
  // The lab is a separate file, not a page.
  ignoreDeadLinks: [/(^|\/)lab$/],
  transformHtml: withPolicy,
  // The search index and the lab's stage load on demand.
  vite: { build: { chunkSizeWarningLimit: 800 } },
  themeConfig: {
    search: { provider: "local", options: { _render: searchable } },
    outline: { level: [2, 3] },
    nav: [
      { text: "Learn", link: "/learn/", activeMatch: "^/learn/" },
      { text: "Lab", link: "/lab.html", target: "_self" },
      { text: "Rules", link: "/rules/", activeMatch: "^/(rules|wrappers)/" },
      { text: "Schedules", link: "/schedules/", activeMatch: "^/schedules/" },
      { text: "API", link: "/reference/api", activeMatch: "^/api/" },
    ],
    sidebar: { ...apiNavigation(pages), "/": navigation(pages) },
    externalLinkIcon: true,
  },
});
