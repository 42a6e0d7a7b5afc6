import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = places.find((place) => place && existsSync(place));
if (!executablePath) console.warn("skipped: the browser tests, because no Chromium was found; name one in CHROMIUM");

export const hasChromium = executablePath !== undefined;

/** Opens a Chromium without a GPU, unless the arguments name one. */
export function openChromium(gpu: readonly string[] = ["--disable-gpu"]): Promise<Browser> {
  const args = ["--no-sandbox", ...gpu, "--disable-background-networking", "--disable-component-update"];
  return chromium.launch({ executablePath: executablePath as string, args });
}
