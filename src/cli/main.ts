#!/usr/bin/env node
/** @file The program `downhill`: what package.json's `bin` and `npm start` run. */
import { downhill } from "./downhill.ts";
import { processTerminal } from "./terminal/terminal.ts";

// `downhill train | head -1`: who reads our output has gone, which is no error. Without a reader of the progress the
// results are still wanted.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});
process.stderr.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await downhill(process.argv.slice(2), processTerminal);
