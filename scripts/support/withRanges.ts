/**
 * @file Editors show the comment of a setting. Its meaning is in the source. Its range and default are in the
 * definition, and come into the declarations here.
 */
import ts from "typescript";
import type { Kind } from "../../src/check/kinds.ts";

type Ranges = Readonly<Record<string, Pick<Kind, "text" | "fallback">>>;

/** Settings by name: of the default form under "", of variants under theirs. */
export type RangesByForm = Readonly<Record<string, Ranges>>;

/**
 * Completes the comments of properties in the text of a declaration file. A property of a settings type belongs to the
 * form "". A property inside such a property belongs to the variant of its name.
 */
export function withRanges(text: string, forms: RangesByForm): string {
  const file = ts.createSourceFile("file.d.ts", text, ts.ScriptTarget.ESNext, true);
  const edits: { start: number; end: number; comment: string }[] = [];
  const complete = (node: ts.PropertySignature, form: string, range: Ranges[string]): void => {
    const comment = ts.getLeadingCommentRanges(text, node.pos)?.at(-1);
    const start = comment?.pos ?? node.getStart();
    const given = comment ? `${text.slice(start, comment.end).replace(/^\/\*\*\s*|\s*\*\/$/g, "")} ` : "";
    const end = comment?.end ?? start;
    edits.push({ start, end, comment: `/** ${given}${sentence(form, range)} */${comment ? "" : " "}` });
  };
  const visit = (node: ts.Node, form: string): void => {
    const name = ts.isPropertySignature(node) ? (node.name as ts.Identifier | ts.StringLiteral).text : "";
    const isVariant = name in forms && ts.isPropertySignature(node) && node.type && ts.isTypeLiteralNode(node.type);
    const range = forms[form][name];
    if (ts.isPropertySignature(node) && range && node.type?.kind !== ts.SyntaxKind.UndefinedKeyword)
      complete(node, form, range);
    else ts.forEachChild(node, (child) => visit(child, isVariant ? name : form));
  };
  visit(file, "");
  return edits.reduceRight((done, { start, end, comment }) => done.slice(0, start) + comment + done.slice(end), text);
}

/** Adds a `@param` line with range and default for each argument to the comment of a schedule. */
export function withParameters(text: string, name: string, parameters: Ranges): string {
  const lines = Object.entries(parameters).map(([key, range]) => ` * @param ${key} ${sentence("", range)}\n`);
  const [before, after] = text.split(new RegExp(`(?= \\*/\n(?:export )?declare const ${name}: )`));
  if (after === undefined) throw new Error(`build: the declaration of ${name} must follow a comment; write one`);
  return `${before} *\n${lines.join("")}${after}`;
}

/** `In [0, 1). Default: 0.9.` */
function sentence(form: string, { text, fallback }: Ranges[string]): string {
  const range = `${text[0].toUpperCase()}${text.slice(1)}.`;
  const ending = fallback === undefined ? "Required." : `Default: ${show(fallback)}.`;
  return form === "" ? `${range} ${ending}` : `Variant "${form}": ${text}. ${ending}`;
}

const show = (value: unknown): string => (typeof value === "number" ? `${value}` : JSON.stringify(value));
