#!/usr/bin/env node
/** @file The program `downhill`, run by package.json's `bin` and by `npm start`. */
import { downhill } from "./downhill.ts";
import { processTerminal } from "./terminal/terminal.ts";

// `downhill train | head -1` closes stdout early, which is not an error. Without a reader of the progress, results are
// still wanted.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});
process.stderr.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await downhill(process.argv.slice(2), processTerminal);
