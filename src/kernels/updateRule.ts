export { hasRule as hasRuleKernel, updateRule } from "./wasm/rules.ts";
