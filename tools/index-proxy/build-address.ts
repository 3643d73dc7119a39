import {
  ADDRESS_QUESTIONS,
  buildAddressOf,
} from '../../packages/nx-docker-cache/src/io/index-proxy/build-address';
import { EngineError } from '../engine/engine-error';
import { lastLines, run } from '../engine/run-process';

/**
 * The address by which containers and build steps of an engine reach this machine: the gateway of its bridge, or the
 * name that Docker Desktop gives the host, whose bridge is in a virtual machine.
 */
export async function buildAddress(env: Readonly<Record<string, string>> = {}): Promise<string> {
  const docker = { env: { ...process.env, ...env } };
  const system = await run('docker', [...ADDRESS_QUESTIONS.system], docker);
  const gateways = await run('docker', [...ADDRESS_QUESTIONS.gateways], docker);
  const address = buildAddressOf({ system: system.stdout, gateways: gateways.stdout });
  if (address !== undefined) return address;
  throw new EngineError('cannot find the address by which builds reach this machine', {
    why: lastLines(gateways.stderr) || "the engine's bridge network has no gateway",
    next: 'check `docker network inspect bridge`',
  });
}
