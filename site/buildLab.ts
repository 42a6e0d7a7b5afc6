import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import { build } from "esbuild";
import { onlyNumbers } from "../scripts/support/onlyNumbers.ts";
import { plainRun } from "./guide/rules/plainRun.ts";
import { pictureOf } from "./lab/picture.ts";
import { firstState } from "./lab/state.ts";
import { readRuleEquations } from "./readRuleEquations.ts";
import { readRuleSources } from "./readRuleSources.ts";

const here = fileURLToPath(new URL(".", import.meta.url));

/** The page of the lab: one file, with its scripts, its style, and a policy that allows these and a worker. */
export async function buildLab(): Promise<string> {
  const [script, boot] = await Promise.all(["main", "boot"].map(bundled));
  const style = readFileSync(`${here}lab/lab.css`, "utf8").trim();
  const policy = [
    "default-src 'none'",
    `script-src '${digestOf(boot)}' '${digestOf(script)}'`,
    `style-src '${digestOf(style)}'`,
    "img-src data:",
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const parts: Readonly<Record<string, string>> = {
    POLICY: policy,
    STYLE: style,
    SCRIPT: packed(script),
    BOOT: boot,
    PICTURE: firstPicture(),
    SOURCES: packed(JSON.stringify({ sources: readRuleSources(), notes: readRuleEquations() })),
  };
  return readFileSync(`${here}page.html`, "utf8").replace(
    /\b(POLICY|STYLE|SCRIPT|BOOT|PICTURE|SOURCES)\b/g,
    (name) => parts[name],
  );
}

/** A script of the lab with everything that it imports. */
async function bundled(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${here}lab/${name}.ts`],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    platform: "browser",
    charset: "utf8",
    legalComments: "none",
    plugins: [onlyNumbers],
    write: false,
    logLevel: "warning",
  });
  return outputFiles[0].text.trim();
}

/** About a third of a text's size. The page inflates it, see inflate.ts. */
const packed = (text: string): string => deflateRawSync(text, { level: 9 }).toString("base64");

/** The picture of a page without scripts. */
function firstPicture(): string {
  return pictureOf(plainRun(firstState), firstState).trim();
}

const digestOf = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;
