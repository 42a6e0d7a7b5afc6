import { scheduleNames } from "../../src/schedules/scheduleNames.ts";
import { reducerNames } from "./schedules/schedulePage.ts";

/** The page of the guide for a file of the project: the same path below docs/, a page of its source elsewhere. */
export function sitePath(file: string): string {
  if (file === "docs/README.md") return "index.md";
  if (file.startsWith("docs/")) return file.slice("docs/".length);
  const [, kind, name = ""] = /^src\/optim\/(rules|wrappers)\/(\w+)\.ts$/.exec(file) ?? [];
  if (kind !== undefined && name !== "index") return `${kind}/${name}.md`;
  const [, schedule = ""] = /^src\/schedules\/(?:\w+\/)?(\w+)\.ts$/.exec(file) ?? [];
  if (scheduleNames.includes(schedule) || reducerNames.includes(schedule)) return `schedules/${schedule}.md`;
  if (file.endsWith(".md")) return `source/${file}`;
  // VitePress would take ".html" at the end of an address for its own.
  return `source/${file.replace(/\.html$/, "-html")}.md`;
}
