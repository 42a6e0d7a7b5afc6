/** Returns the problems of a changelog: its top section must have the version, a date and a change. */
export function changelogProblems(text: string, version: string): string[] {
  const [section = ""] = text.split(/^## /m).slice(1);
  const [heading, ...body] = section.split("\n");
  if (!heading.startsWith(`[${version}]`))
    return [`CHANGELOG.md: the top section must be [${version}], got "${heading}"; add it, or change the version`];
  const problems: string[] = [];
  const date = /^\[.*?\] - (\d{4}-\d\d-\d\d)$/.exec(heading)?.[1] ?? "none";
  if (Number.isNaN(Date.parse(date)))
    problems.push(`CHANGELOG.md: ${version} must have a date, got ${date}; write ## [${version}] - YYYY-MM-DD`);
  if (!body.some((line) => line.startsWith("- ")))
    problems.push(`CHANGELOG.md: ${version} must list a change, got none; write what is new`);
  return problems;
}
