#!/usr/bin/env node
/** @file The command `downhill`. Exit codes: 0 ok, 1 below target or a check failed, 2 a mistake in the command. */
import { DataFileError } from "../data/dataFileError.ts";
import { train } from "./train.ts";
import { UsageError, unknownName } from "./usageError.ts";

const commands: Record<string, (args: readonly string[]) => number> = { train };

function main([command = "--help", ...args]: readonly string[]): number {
  if (command === "--help") {
    console.log(`usage: downhill COMMAND [flags]\n\ncommands: ${Object.keys(commands).join(", ")}; each has --help`);
    return 0;
  }
  if (!Object.hasOwn(commands, command)) throw unknownName("command", command, Object.keys(commands));
  return commands[command](args);
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  const isMistake = error instanceof UsageError || error instanceof DataFileError || error instanceof RangeError;
  if (!isMistake) throw error;
  console.error(`downhill: ${error.message}`);
  process.exitCode = 2;
}
