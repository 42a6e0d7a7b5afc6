import { style } from "./style.ts";
import { escapeHtml } from "./svg.ts";

/** Returns a self-contained page in the look of all reports. `body` is HTML, `styles` are further ones. */
export const htmlPage = (title: string, body: string, styles = ""): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}${styles}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`;
