import { posix } from "node:path";
import { sitePath } from "./sitePath.ts";

const link = /(\]\()((?![a-z]+:|#)[^)\s#]+)(#[^)\s]*)?(\))/g;

/** Rewrites the relative links of a Markdown file for its place in the guide. Calls `visit` with each linked file. */
export function withSiteLinks(file: string, text: string, visit: (target: string) => void): string {
  const from = posix.dirname(sitePath(file));
  return text.replace(link, (_, open: string, to: string, anchor = "", close: string) => {
    const target = posix.join(posix.dirname(file), to);
    // The router of the guide must not look for the lab among its pages.
    if (target === "docs/lab.html") return `${open}${to}${anchor}${close}{target="_self"}`;
    visit(target);
    const path = posix.relative(from, isPage(target) ? sitePath(target) : target.replace(/^docs\//, ""));
    return `${open}${path}${anchor}${close}`;
  });
}

/** Pictures are copied; everything else becomes a page. */
const isPage = (file: string): boolean => !/\.(svg|png)$/.test(file);
