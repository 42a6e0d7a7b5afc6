/** The commands that fill in the fields of package.json with the project's address. */
const addresses: Readonly<Record<string, string>> = {
  repository: "npm pkg set repository.type=git repository.url=git+https://github.com/OWNER/NAME.git",
  homepage: "npm pkg set homepage=https://github.com/OWNER/NAME#readme",
  bugs: "npm pkg set bugs.url=https://github.com/OWNER/NAME/issues",
};

/** Returns the conditions of publishing that are not met. A dry run lists them at its end. */
export function publishProblems(manifest: object, env: NodeJS.ProcessEnv): string[] {
  const signs = env.ACTIONS_ID_TOKEN_REQUEST_URL !== undefined || env.SIGSTORE_ID_TOKEN !== undefined;
  return [
    ...Object.entries(addresses).flatMap(([field, command]) => {
      const address = JSON.stringify(Reflect.get(manifest, field)) ?? "nothing";
      const isPublic = address.includes("https://") && !address.includes("OWNER/NAME");
      return isPublic ? [] : [`package.json: ${field} must be the public address, got ${address}; ${command}`];
    }),
    ...(signs
      ? []
      : ["release: provenance must be signed in GitHub Actions or GitLab CI, got no id token; run the command there"]),
  ];
}
