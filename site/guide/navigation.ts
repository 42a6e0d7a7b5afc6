import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { capital } from "../lab/capital.ts";

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
  const items = [first, ...derived.flatMap((name) => derivedGroup(folder, name)), ...others, ...apiItem(folder)];
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
  const items = itemsIn(folder, `${name}/`);
  const index = existsSync(join(folder, name, "index.md")) ? { link: `/${name}/` } : {};
  return [{ text: `${capital(name)} (${items.length})`, ...index, collapsed: true, items }];
}

/** The pages of TypeDoc. Each entry has a sidebar of its exports. */
const apiItem = (folder: string): Item[] =>
  existsSync(join(folder, "api")) ? [{ text: titleOf(folder, "api/index.md"), link: "/api/" }] : [];

/** The sidebars of the API pages, by the beginning of the address: the exports of one entry. */
export function apiNavigation(folder: string): Record<string, Item[]> {
  const entries = itemsIn(folder, "api/");
  const others = entries.map(({ items: _, ...entry }) => entry);
  const above: Item[] = [
    { text: "Documentation", link: "/" },
    { text: "API by entry", link: "/api/", collapsed: true, items: others },
  ];
  const bars = entries.map(({ collapsed: _, ...entry }): [string, Item[]] => [`${entry.link}`, [...above, entry]]);
  return { ...Object.fromEntries(bars), "/api/": [above[0], { ...above[1], collapsed: false }] };
}

function groupOf(folder: string, text: string): Item {
  const pages = [...text.matchAll(/\]\(([^)#:]+\.md)\)/g)].map(([, page]) => page);
  const heading = text.slice(0, text.indexOf("\n")).trim();
  return { text: capital(heading.replace(/^To /, "")), items: pages.map((page) => itemOf(folder, page)) };
}

/** A page, or the index of a folder with the pages of the folder. */
function itemOf(folder: string, page: string): Item {
  const item: Item = { text: titleOf(folder, page), link: linkTo(page) };
  if (!page.endsWith("index.md")) return item;
  return { ...item, collapsed: true, items: itemsIn(folder, page.slice(0, -"index.md".length)) };
}

/** The pages inside a folder, and the folders that have an index. */
function itemsIn(folder: string, inside: string): Item[] {
  const names = readdirSync(join(folder, inside)).filter((name) => name !== "index.md");
  const pages = names.map((name) => (name.endsWith(".md") ? `${inside}${name}` : `${inside}${name}/index.md`));
  return pages.filter((page) => existsSync(join(folder, page))).map((page) => itemOf(folder, page));
}

/** The first heading of a page. */
function titleOf(folder: string, page: string): string {
  const file = join(folder, page);
  if (!existsSync(file)) throw new Error(`site: ${page} must exist, since an index lists it`);
  const [, title] = /^# (.+)$/m.exec(readFileSync(file, "utf8")) ?? [];
  if (title === undefined) throw new Error(`site: ${page} must begin with a heading`);
  return title.replaceAll("`", "");
}

const linkTo = (page: string): string => `/${page.replace(/(^|\/)index\.md$/, "$1").replace(/\.md$/, "")}`;

const linksIn = ({ link, items = [] }: Item): string[] => [...(link ? [link] : []), ...items.flatMap(linksIn)];

const pagesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => name.replaceAll("\\", "/"));
