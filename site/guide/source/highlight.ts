import { escapeHtml } from "../../../src/cli/report/svg.ts";

const token = new RegExp(
  [
    /(?<comment>\/\/.*|\/\*.*?\*\/|^ *\/?\*.*)/,
    /(?<text>"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`)/,
    /(?<number>\b\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?\b)/,
    /\b(?<keyword>abstract|as|async|await|break|case|catch|class|const|continue|default|do|else|export|extends|finally|for|from|function|get|if|implements|import|in|instanceof|interface|keyof|let|new|null|of|private|protected|public|readonly|return|satisfies|set|static|super|switch|this|throw|true|false|try|type|typeof|undefined|void|while|yield)\b/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "gm",
);

/** A line of TypeScript as HTML, with its comments, texts, numbers and keywords marked. */
export function highlight(line: string): string {
  let html = "";
  let end = 0;
  for (const { index, 0: found, groups = {} } of line.matchAll(token)) {
    const [kind] = Object.keys(groups).filter((name) => groups[name] !== undefined);
    html += `${escapeHtml(line.slice(end, index))}<span class="${kind}">${escapeHtml(found)}</span>`;
    end = index + found.length;
  }
  return html + escapeHtml(line.slice(end));
}
