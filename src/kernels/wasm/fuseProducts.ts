/** f32x4.mul, local.get of any local, f32x4.add. The byte after 0xe6 and 0xe4 is always 1. */
const separate = /\xfd\xe6. (.)\xfd\xe4./gs;
/** local.get of the same local, f32x4.relaxed_madd, and three times nop: no size in the module changes. */
const fused = "\x20$1\xfd\x85\x02\x01\x01\x01";

/** Makes one instruction of every product that a local is added to. */
export function fuseProducts(module: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = Array.from(module, (byte) => String.fromCharCode(byte)).join("");
  return Uint8Array.from(bytes.replace(separate, fused), (character) => character.charCodeAt(0));
}

/** As `fuseProducts` where the engine has that instruction; otherwise returns the module itself. */
export function fuseIfAccepted(module: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const accepted = fuseProducts(module);
  return WebAssembly.validate(accepted) ? accepted : module;
}
