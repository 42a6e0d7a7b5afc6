import { cyclicCheck } from "./cyclicCheck.ts";

/**
 * The check of ISO 3309 (zip, PNG).
 *
 * @example crc32(new TextEncoder().encode("123456789")).toString(16) // "cbf43926"
 */
export const crc32 = /* @__PURE__ */ cyclicCheck(0xedb88320);
