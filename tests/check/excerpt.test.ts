import { expect, it } from "vitest";
import { excerpt, sentence, showName } from "../../src/check/excerpt.ts";

// One of each kind: Cc (escape, next line, C1), Cf (right-to-left override, soft hyphen, tag), Zl, Zp, Cs (half a
// pair).
it.each([
  ["\u001b[2J", '"\\u001b[2J"'],
  ["\u009b2J", '"\\u{9b}2J"'],
  ["a\u0085b", '"a\\u{85}b"'],
  ["a\u202eb", '"a\\u{202e}b"'],
  ["a\u00adb", '"a\\u{ad}b"'],
  ["a\u{e0041}b", '"a\\u{e0041}b"'],
  ["a\u2028b\u2029c", '"a\\u{2028}b\\u{2029}c"'],
  ["a\ud800b", '"a\\ud800b"'],
])("excerpt escapes %j", (text, shown) => {
  expect(excerpt(text)).toBe(shown);
  expect(showName(text)).toBe(shown);
});

it("sentence escapes too, and cuts no surrogate pair in two", () => {
  expect(sentence("a\u202eb", 10)).toBe("a\\u{202e}b");
  expect(sentence("ab😀c", 2)).toBe("ab…");
  expect(sentence("ab😀c", 3)).toBe("ab😀…");
});

it("excerpt keeps letters, signs and emoji of any language", () => {
  expect(excerpt("größe β₁ 😀 数")).toBe('"größe β₁ 😀 数"');
});
