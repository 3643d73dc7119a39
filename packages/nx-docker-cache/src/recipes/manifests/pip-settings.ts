import { posix } from 'node:path';
import { readsDeclined, type InstallCall, type InstallReads } from '../manifests';
import { isLocalAddress, namedFile, type NamingPlace } from './named-files';

/** Settings of pip.conf that name no file, whatever they hold. */
const PLAIN_KEYS = new Set([
  ...'trusted-host timeout default-timeout retries no-cache-dir no-color no-input no-index no-deps user pre'.split(
    ' ',
  ),
  ...'disable-pip-version-check progress-bar root-user-action break-system-packages proxy quiet verbose'.split(
    ' ',
  ),
  ...'prefer-binary no-binary only-binary no-compile compile require-virtualenv upgrade-strategy'.split(' '),
  ...'use-feature use-deprecated no-warn-script-location no-build-isolation exists-action cache-dir'.split(
    ' ',
  ),
  ...'ignore-installed no-python-version-warning format no-warn-conflicts keyring-provider'.split(' '),
]);

/** Whether a setting of pip names no file of the project. `value` is undefined where only the build knows it. */
export function isPlainPipSetting(key: string, value: string | undefined, place: NamingPlace): boolean {
  const name = key.slice(key.lastIndexOf('.') + 1).replaceAll('_', '-');
  if (PLAIN_KEYS.has(name)) return true;
  if (/^(?:cert|client-cert|find-links|log|index-url)$/.test(name) && value?.startsWith('/') === true)
    return namedFile(value, place) === undefined;
  if (!/^(?:index-url|extra-index-url|index|pypi-url|find-links)$/.test(name)) return false;
  if (value === undefined) return name !== 'find-links';
  return value.split(/\s+/).every((each) => each === '' || !isLocalAddress(each));
}

/** A copied pip.conf that makes pip read more than it is told in the call. */
export function pipConfigProblem(call: InstallCall): InstallReads | undefined {
  for (const path of configPaths(call.variable)) {
    const text = call.copied.text(path);
    const setting = text === undefined ? undefined : strangeSetting(text, call);
    if (setting !== undefined) return readsDeclined('manifest-unknown', `${path}: ${setting}`);
  }
  return undefined;
}

function configPaths(variable: InstallCall['variable']): string[] {
  const folders = ['HOME', 'VIRTUAL_ENV', 'XDG_CONFIG_HOME'].map((name) => variable(name)?.value);
  const [home = '/root', environment, settings] = folders;
  return [
    ...['/etc/pip.conf', '/etc/xdg/pip/pip.conf', '/usr/pip.conf', '/usr/local/pip.conf'],
    ...['.pip/pip.conf', '.config/pip/pip.conf'].map((name) => posix.join(home, name)),
    ...(environment === undefined ? [] : [posix.join(environment, 'pip.conf')]),
    ...(settings === undefined ? [] : [posix.join(settings, 'pip/pip.conf')]),
  ];
}

/** A value runs on over indented lines. */
function strangeSetting(text: string, place: NamingPlace): string | undefined {
  const joined = text.replace(/^\s*[#;].*$/gm, '').replace(/\r?\n[ \t]+(?=\S)/g, ' ');
  for (const line of joined.split(/\r?\n/)) {
    const [, key, value = ''] = /^\s*([\w-]+)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
    if (key !== undefined && !isPlainPipSetting(key, value, place)) return key;
  }
  return undefined;
}
