/**
 * @file `npm run break-vjps`: shows that no derivative can be wrong unnoticed. It breaks every vector-Jacobian product
 * in several ways, one at a time. Each time it runs the gradient checks of the op's file. Exit 1 if one survives.
 */
import { breakableOps } from "../tests/support/gradcheck/breakable.ts";
import { tryToBreak } from "../tests/support/gradcheck/survivors.ts";

const ops = await breakableOps();
let survivors = 0;
for (const site of ops.sites) {
  for (const { breakage, caughtBy, error } of tryToBreak(ops, site)) {
    if (caughtBy === null) survivors++;
    const fate = caughtBy === null ? "SURVIVES" : `caught by ${caughtBy}: relative error ${error.toExponential(1)}`;
    console.log(`${site.file}:${site.line}  ${site.text}\n    ${breakage}: ${fate}`);
  }
}
console.log(`${ops.sites.length} vector-Jacobian products, ${survivors} ways to break one go unnoticed`);
process.exitCode = survivors > 0 ? 1 : 0;
