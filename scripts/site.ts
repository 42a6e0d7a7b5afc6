/** @file `npm run site`: builds the guide as a static site, for any server of files. */
import { buildGuide } from "../site/buildGuide.ts";

await buildGuide();
