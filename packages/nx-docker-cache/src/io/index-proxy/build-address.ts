/** What to ask docker, to learn by which address the build steps of an engine reach this machine. */
export const ADDRESS_QUESTIONS = {
  system: ['info', '--format', '{{.OperatingSystem}}'],
  gateways: ['network', 'inspect', 'bridge', '--format', '{{range .IPAM.Config}}{{.Gateway}} {{end}}'],
} as const;

/** The name that Docker Desktop gives the host, whose bridge is in a virtual machine. */
export const DESKTOP_HOST = 'host.docker.internal';

/** @returns that name, or the gateway of the engine's bridge; undefined where it has none */
export function buildAddressOf(
  answers: Readonly<Record<keyof typeof ADDRESS_QUESTIONS, string>>,
): string | undefined {
  if (answers.system.includes('Docker Desktop')) return DESKTOP_HOST;
  return answers.gateways.split(/\s+/).find((address) => /^\d+(\.\d+){3}$/.test(address));
}
