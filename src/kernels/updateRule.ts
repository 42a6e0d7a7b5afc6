export { updateRule } from "./wasm/updateRule.ts";
