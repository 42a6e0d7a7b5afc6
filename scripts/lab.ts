/** @file `npm run lab`: writes the lab as one file that needs no server. */
import { mkdirSync, writeFileSync } from "node:fs";
import { buildLab } from "../site/buildLab.ts";

const page = await buildLab();
mkdirSync("site/dist", { recursive: true });
writeFileSync("site/dist/lab.html", page);
console.log(`site/dist/lab.html: ${Math.ceil(Buffer.byteLength(page) / 1000)} kB`);
