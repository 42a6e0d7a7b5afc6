/** @file Every `@gradcheck <call>` line of the ops' comments. */
import { readdirSync, readFileSync } from "node:fs";
import { gradcheckCalls } from "../../../src/testing/support/gradcheckCalls.ts";

export { type Autograd, prepareCall } from "../../../src/testing/support/prepareCall.ts";

export const opsFolder = new URL("../../../src/autograd/ops/", import.meta.url);

export const opFiles = readdirSync(opsFolder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .sort();

export interface Line {
  file: string;
  call: string;
}

const linesOf = (file: string): Line[] =>
  gradcheckCalls(readFileSync(new URL(file, opsFolder), "utf8")).map((call) => ({ file, call }));

export const lines: readonly Line[] = opFiles.flatMap(linesOf);
