/** @file `npm run lab:serve`: serves the lab, after `npm run lab`, and opens it where there is a terminal. */
import { openServed } from "./support/openServed.ts";

openServed("site/dist", "lab.html");
