/** @file Inflates the lab's script and runs it. The page's policy names the digest of its text. */
import { inflate } from "./inflate.ts";

async function boot(): Promise<void> {
  const script = document.createElement("script");
  script.textContent = await inflate(document.querySelector("#lab-script")?.textContent ?? "");
  document.body.append(script);
}

boot().catch((error) => document.body.append(`The lab needs a browser of 2023 or later: ${error}`));
