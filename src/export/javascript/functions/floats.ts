/** Returns the 32-bit floats of a base64 text. */
export const floats = (base64: string): Float32Array =>
  new Float32Array(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer);
