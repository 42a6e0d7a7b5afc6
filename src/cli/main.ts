#!/usr/bin/env node
/** @file The program `downhill`: what package.json's `bin` and `npm start` run. */
import { downhill } from "./downhill.ts";
import { processTerminal } from "./terminal.ts";

// `downhill train | head -1`: who reads our output has gone, which is no error.
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
  if (code === "EPIPE") process.exit(0);
});

process.exitCode = await downhill(process.argv.slice(2), processTerminal);
