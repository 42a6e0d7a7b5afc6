/** The decoder of jpeg-js alone: its main module brings the encoder too, 3 kB of the package. */
declare module "jpeg-js/lib/decoder.js" {
  interface Options {
    useTArray: true;
    formatAsRGBA: boolean;
    tolerantDecoding: boolean;
    maxResolutionInMP: number;
    maxMemoryUsageInMB: number;
  }
  export default function decode(
    bytes: Uint8Array,
    options: Options,
  ): { width: number; height: number; data: Uint8Array };
}
