/** @file `npm run site`: builds the guide as a static site, for any server of files, and counts its pages. */
import { fileURLToPath } from "node:url";
import { buildGuide } from "../site/buildGuide.ts";
import { pageCounts } from "../site/guide/pageCounts.ts";

await buildGuide();
console.log(pageCounts(fileURLToPath(new URL("../site/dist/guide", import.meta.url))));
