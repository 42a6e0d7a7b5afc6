import { readdirSync } from "node:fs";

/** The kinds of pages, by the folder that holds them. */
const kinds: Readonly<Record<string, string>> = {
  learn: "steps",
  rules: "rules",
  wrappers: "wrappers",
  schedules: "schedules",
  api: "exports and entries of the API",
  source: "files of the source",
};

/** The number of pages in a built site, and of every kind: `820 pages: 12 steps, 31 rules, …`. */
export function pageCounts(folder: string): string {
  const pages = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".html"));
  const counts = Object.entries(kinds).map(([start, words]) => {
    const found = pages.filter((name) => name.startsWith(`${start}/`) && name !== `${start}/index.html`);
    return `${found.length} ${words}`;
  });
  return `${pages.length} pages: ${counts.join(", ")}`;
}
