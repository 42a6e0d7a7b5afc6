/** @file The imports that Vite resolves. */

declare module "*?inline" {
  const text: string;
  export default text;
}

interface ImportMeta {
  readonly env: { readonly BASE_URL: string; readonly SSR: boolean };
}
