/**
 * @file Tries many seeded mutations of every format and prints one line of JSON: run in a process of its own, so that
 * the peak of its memory can be measured.      node --import tsx tests/trust/mutations.ts 1500
 */
import { Random } from "../../src/autograd/random.ts";
import { formats, mutate, verdict } from "./brokenFiles.ts";

const count = Number(process.argv[2] ?? 1000);
const random = new Random(20);
const names = Object.keys(formats);
const megabytes = (): number => process.resourceUsage().maxRSS / 1024;

for (const name of names) for (let i = 0; i < 200; i++) verdict(formats[name], mutate(formats[name].intact, random));
const before = megabytes();
let refused = 0;
let slowest = 0;
for (let i = 0; i < count; i++) {
  const format = formats[names[i % names.length]];
  const bytes = mutate(format.intact, random);
  const start = performance.now();
  if (verdict(format, bytes) !== null) refused++;
  slowest = Math.max(slowest, performance.now() - start);
}
console.log(JSON.stringify({ count, refused, slowest, megabytes: megabytes() - before }));
