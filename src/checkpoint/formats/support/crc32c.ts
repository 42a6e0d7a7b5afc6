import { cyclicCheck } from "./cyclicCheck.ts";

/**
 * Castagnoli's check (iSCSI, TFRecord).
 *
 * @example crc32c(new TextEncoder().encode("123456789")).toString(16) // "e3069283"
 */
export const crc32c = /* @__PURE__ */ cyclicCheck(0x82f63b78);
