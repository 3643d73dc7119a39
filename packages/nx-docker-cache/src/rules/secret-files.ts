/** Names of files that hold secrets nearly always, wherever they stand. */
const SECRET_FILES =
  /^(?:\.env(?:\.local|\.prod|\.production\.local)?|id_(?:rsa|dsa|ecdsa|ed25519)|\.netrc|\.pypirc|\.git-credentials|\.pgpass|\.htpasswd|credentials\.json|service-?account(?:-key)?\.json|.+\.(?:pfx|p12|jks|keystore|kdbx)|(?:server|private|privkey|tls|ssl)[\w-]*\.key|privkey\.pem)$/;

/** Whether a path names such a file. `.env.example` and its like hold none. */
export function isSecretFile(path: string): boolean {
  const parts = path.split('/');
  const isFixture = parts.some((part) =>
    /^(?:tests?|__tests__|fixtures?|testdata|examples?|node_modules)$/i.test(part),
  );
  const isAws = /(?:^|\/)\.aws\/credentials$|(?:^|\/)\.docker\/config\.json$|(?:^|\/)\.kube\/config$/.test(
    path,
  );
  return !isFixture && (isAws || SECRET_FILES.test(parts.at(-1) ?? ''));
}
