import { EngineError } from '../engine/engine-error';
import { lastLines, run } from '../engine/run-process';

/**
 * The address by which containers and build steps of an engine reach this machine: the gateway of its bridge, or the
 * name that Docker Desktop gives the host, whose bridge is in a virtual machine.
 */
export async function buildAddress(env: Readonly<Record<string, string>> = {}): Promise<string> {
  const docker = { env: { ...process.env, ...env } };
  const system = await run('docker', ['info', '--format', '{{.OperatingSystem}}'], docker);
  if (system.stdout.includes('Docker Desktop')) return 'host.docker.internal';
  const format = '{{range .IPAM.Config}}{{.Gateway}} {{end}}';
  const { status, stdout, stderr } = await run(
    'docker',
    ['network', 'inspect', 'bridge', '--format', format],
    docker,
  );
  const gateway = stdout.split(/\s+/).find((address) => /^\d+(\.\d+){3}$/.test(address));
  if (status === 0 && gateway !== undefined) return gateway;
  throw new EngineError('cannot find the address by which builds reach this machine', {
    why: lastLines(stderr) || "the engine's bridge network has no gateway",
    next: 'check `docker network inspect bridge`',
  });
}
