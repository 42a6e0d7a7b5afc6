/** @file Bundles the command line into a folder: `node --import tsx scripts/build-cli.ts FOLDER`. */
import { buildCli } from "./support/buildCli.ts";

await buildCli(process.argv[2] ?? "dist/cli");
