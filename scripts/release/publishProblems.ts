/** Returns the conditions of publishing that are not met. A dry run needs none of them. */
export function publishProblems(manifest: object, env: NodeJS.ProcessEnv): string[] {
  const missing = ["repository", "homepage", "bugs"].filter((field) => !Object.hasOwn(manifest, field));
  const signs = env.ACTIONS_ID_TOKEN_REQUEST_URL !== undefined || env.SIGSTORE_ID_TOKEN !== undefined;
  return [
    ...missing.map(
      (field) => `package.json: ${field} must be the public address, got none; npm pkg set ${field}=URL, and commit it`,
    ),
    ...(signs
      ? []
      : ["release: provenance must be signed in GitHub Actions or GitLab CI, got no id token; run the command there"]),
  ];
}
