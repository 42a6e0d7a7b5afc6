/** The anchor of a heading, as GitHub makes it, so that one link works in both places. */
export const headingAnchor = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
