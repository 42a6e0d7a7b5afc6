import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Item {
  text: string;
  link?: string;
  items?: Item[];
  collapsed?: boolean;
}

/**
 * The sidebar. The index of the documentation, `index.md`, gives the groups and their order; a link to the index of a
 * folder brings all pages of the folder. Pages that no index names are an error.
 */
export function navigation(folder: string): Item[] {
  const groups = readFileSync(join(folder, "index.md"), "utf8").split(/^## /m).slice(1);
  const [first, ...others] = groups.map((group) => groupOf(folder, group));
  const items = [first, ...derived.flatMap((name) => derivedGroup(folder, name)), ...others];
  const listed = new Set(items.flatMap(linksIn));
  const missing = pagesIn(folder).filter(
    (page) => !listed.has(linkTo(page)) && !/^(source|api)\/|^index\.md$/.test(page),
  );
  if (missing.length > 0) throw new Error(`site: index.md must list every page, lacks ${missing.join(", ")}`);
  return items;
}

/** Folders of pages that are derived from the source. */
const derived = ["rules", "wrappers", "schedules"];

function derivedGroup(folder: string, name: string): Item[] {
  if (!existsSync(join(folder, name))) return [];
  const pages = readdirSync(join(folder, name)).sort();
  const text = `${capital(name)} (${pages.length})`;
  return [{ text, collapsed: true, items: pages.map((page) => itemOf(folder, `${name}/${page}`)) }];
}

function groupOf(folder: string, text: string): Item {
  const pages = [...text.matchAll(/\]\(([^)#:]+\.md)\)/g)].map(([, page]) => page);
  const heading = text.slice(0, text.indexOf("\n")).trim();
  return { text: capital(heading.replace(/^To /, "")), items: pages.map((page) => itemOf(folder, page)) };
}

/** A page, or the index of a folder with the pages of the folder. */
function itemOf(folder: string, page: string): Item {
  const item: Item = { text: titleOf(folder, page), link: linkTo(page) };
  if (!page.endsWith("/index.md")) return item;
  const inside = page.slice(0, -"index.md".length);
  const names = readdirSync(join(folder, inside)).filter((name) => name.endsWith(".md") && name !== "index.md");
  return { ...item, collapsed: true, items: names.sort().map((name) => itemOf(folder, inside + name)) };
}

/** The first heading of a page. */
function titleOf(folder: string, page: string): string {
  const file = join(folder, page);
  if (!existsSync(file)) throw new Error(`site: ${page} must exist, since an index lists it`);
  const [, title] = /^# (.+)$/m.exec(readFileSync(file, "utf8")) ?? [];
  if (title === undefined) throw new Error(`site: ${page} must begin with a heading`);
  return title.replaceAll("`", "");
}

const capital = (text: string): string => text[0].toUpperCase() + text.slice(1);

const linkTo = (page: string): string => `/${page.replace(/(^|\/)index\.md$/, "$1").replace(/\.md$/, "")}`;

const linksIn = ({ link, items = [] }: Item): string[] => [...(link ? [link] : []), ...items.flatMap(linksIn)];

const pagesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => name.replaceAll("\\", "/"));
