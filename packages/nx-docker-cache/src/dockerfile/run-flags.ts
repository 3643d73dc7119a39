import { csvFields } from './csv-fields';
import { parseBoolean } from './go-values';
import { unexpandableMount } from './mounts';
import type { Flag } from './syntax';

/** Why BuildKit refuses the values of a RUN's flags; the first reason. */
export function objectionToRunFlags(flags: readonly Flag[]): string | undefined {
  const valuesOf = (name: string) =>
    flags.filter((flag) => flag.name === name).map(({ value }) => value ?? '');
  const [network = 'default'] = valuesOf('network');
  const [security = 'sandbox'] = valuesOf('security');
  return (
    firstObjection(valuesOf('mount'), unexpandableMount) ??
    (['default', 'none', 'host'].includes(network) ? undefined : `invalid network mode "${network}"`) ??
    (['insecure', 'sandbox'].includes(security) ? undefined : `security "${security}" is not valid`) ??
    firstObjection(valuesOf('device'), objectionToDevice)
  );
}

function firstObjection(
  values: readonly string[],
  check: (value: string) => string | undefined,
): string | undefined {
  return values.map(check).find((message) => message !== undefined);
}

/** `--device=name,required` (`instructions/commands_rundevice.go`). */
function objectionToDevice(value: string): string | undefined {
  const csv = csvFields(value);
  if (csv.kind === 'invalid') return `failed to parse csv devices: ${csv.message}`;
  let device = '';
  for (const field of csv.fields) {
    const [key = '', ...rest] = field.split('=');
    const name = key.toLowerCase();
    const written = rest.join('=');
    if (rest.length > 0 && name === 'name') {
      if (device !== '') return `device name already set to ${device}`;
      device = written;
    } else if (name === 'required') {
      if (rest.length > 0 && parseBoolean(written) === undefined)
        return `invalid value for ${name}: ${written}`;
    } else if (device === '') {
      device = field;
    } else {
      return rest.length > 0
        ? `unexpected key '${name}' in '${field}'`
        : `invalid field '${field}' must be a key=value pair`;
    }
  }
  return undefined;
}
