/** The text behind base64 of its raw deflate stream. The browser inflates it. */
export async function inflate(packed: string): Promise<string> {
  const bytes = Uint8Array.from(atob(packed), (byte) => byte.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
}
