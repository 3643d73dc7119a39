import { readFileSync } from 'node:fs';
import { runOrFail } from './run-program';

/**
 * Bytes that containers have received over the engine's bridge so far, those of builds among them. Whoever counts must be
 * the only one who builds.
 * @throws when the engine is not on this machine
 */
export async function receivedBytes(): Promise<number> {
  const name = await bridgeName();
  // What the bridge sends is what the containers receive.
  return Number(readFileSync(`/sys/class/net/${name}/statistics/tx_bytes`, 'utf8'));
}

async function bridgeName(): Promise<string> {
  const format = '{{index .Options "com.docker.network.bridge.name"}}';
  const name = await runOrFail('docker', ['network', 'inspect', 'bridge', '--format', format], { cwd: '/' });
  return name.trim();
}
