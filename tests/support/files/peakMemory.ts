import { existsSync, readFileSync } from "node:fs";

const status = "/proc/self/status";

/** MB of this process at its largest. On Linux `maxRSS` begins with the size of the process that started this one. */
export function peakMemory(): number {
  const kilobytes = existsSync(status) ? /VmHWM:\s*(\d+)/.exec(readFileSync(status, "utf8"))?.[1] : undefined;
  return Number(kilobytes ?? process.resourceUsage().maxRSS) / 1024;
}
