import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Application, type ProjectReflection, type Reflection } from "typedoc";
import { MemberRouter } from "typedoc-plugin-markdown";
import { scheduleNames } from "../../src/schedules/scheduleNames.ts";
import { pageLink } from "./rules/pageLink.ts";
import { subjects } from "./rules/subjects.ts";
import { reducerNames } from "./schedules/schedulePage.ts";

/**
 * Writes a page into `folder` for each export of each entry of the package. TypeDoc makes it from declarations and
 * comments. The entries are those of `exports` in package.json that are single modules.
 */
export async function writeApi(root: string, folder: string): Promise<void> {
  const app = await Application.bootstrapWithPlugins({
    name: "API by entry",
    entryPoints: entriesOf(root),
    tsconfig: `${root}tsconfig.json`,
    plugin: ["typedoc-plugin-markdown"],
    outputs: [{ name: "markdown", path: folder }],
    readme: "none",
    // The project checks its types elsewhere.
    skipErrorChecking: true,
    disableGit: true,
    disableSources: true,
    excludeExternals: true,
    excludeInternal: true,
    excludePrivate: true,
    excludeTags: ["@gradcheck", "@file", "@internal"],
    logLevel: "Error",
    ...markdown,
  });
  app.renderer.defineRouter("export", ExportRouter);
  const project = await app.convert();
  if (project === undefined) throw new Error("site: TypeDoc must read every entry");
  await app.generateOutputs(project);
  if (app.logger.hasErrors()) throw new Error("site: TypeDoc must write every page");
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }))
    if (name.endsWith(".md")) rewrite(join(folder, name), withGaps);
  writeFileSync(`${folder}/index.md`, indexPage(project));
  for (const subject of subjects) appendFileSync(`${folder}/optim/${subject.name}.md`, `\n${pageLink(subject)}\n`);
  for (const name of [...scheduleNames, ...reducerNames])
    appendFileSync(`${folder}/schedules/${name}.md`, `\n[Its page](../../schedules/${name}.md) shows its curve.\n`);
}

function rewrite(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

/** Keeps the gaps that separate an equation from its shapes, outside of code. */
const withGaps = (text: string): string =>
  text
    .split(/(^```[\s\S]*?^```$)/m)
    .map((part) => (part.startsWith("```") ? part : part.replace(/(?<=^\S.*?\S) {3,}(?=\S)/gm, " &emsp; ")))
    .join("");

/** The entries with the text that imports them and their exports, each a link to its page. */
function indexPage({ children = [] }: ProjectReflection): string {
  const entries = children.map(({ name, children: own = [] }) => {
    const exports = own.filter(({ name: one }) => one !== "rules" && one !== "wrappers");
    return `## [${name}](./${name}/index.md)\n\n\`import { … } from "downhill/${name}"\`: ${exports.length} exports.`;
  });
  const about =
    "Every export has a page with its types and its comment. `downhill` has those of all entries but `node` and `testing`. [API index](../reference/api.md) lists them in one page, a line each.";
  return `# API by entry\n\n${about}\n\n${entries.join("\n\n")}\n`;
}

/** Places the page of an export below its entry, as `optim/adam.md`. */
class ExportRouter extends MemberRouter {
  override getIdealBaseName(reflection: Reflection): string {
    const kinds = /\/(classes|enumerations|functions|interfaces|type-aliases|variables)(?=\/[^/]+$)/;
    return super.getIdealBaseName(reflection).replace(kinds, "");
  }
}

/** The options of typedoc-plugin-markdown. */
const markdown = {
  entryFileName: "index.md",
  router: "export",
  hideBreadcrumbs: true,
  pageTitleTemplates: { module: "{name}", member: "{name}" },
  hidePageHeader: true,
  useCodeBlocks: true,
  parametersFormat: "table",
  interfacePropertiesFormat: "table",
  classPropertiesFormat: "table",
  useHTMLEncodedBrackets: true,
};

type Exports = Readonly<Record<string, { readonly types: string } | string | null>>;

function entriesOf(root: string): string[] {
  const { exports } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { exports: Exports };
  return Object.entries(exports).flatMap(([name, target]) => {
    const isEntry = name !== "." && name !== "./browser" && !name.includes("*");
    if (!isEntry || target === null || typeof target === "string") return [];
    const [, path] = /^\.\/dist\/(.*)\.d\.ts$/.exec(target.types) as unknown as [string, string];
    return [`${root}src/${path.replaceAll(".", "/")}.ts`];
  });
}
