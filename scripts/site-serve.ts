/** @file `npm run site:serve`: serves the guide, after `npm run site`, and opens it where there is a terminal. */
import { openServed } from "./support/openServed.ts";

openServed("site/dist/guide", "");
