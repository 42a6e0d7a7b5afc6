/** @file The page's packed texts. */
import { deflateRawSync } from "node:zlib";
import { expect, it } from "vitest";
import { inflate } from "../../site/lab/inflate.ts";

it("inflates what zlib deflated, in any script", async () => {
  const text = `θ ← θ − η ĝ\n${"</script>".repeat(1000)}`;
  expect(await inflate(deflateRawSync(text).toString("base64"))).toBe(text);
});
