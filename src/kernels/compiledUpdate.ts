export { compiledUpdate } from "./wasm/compiledUpdate.ts";
