import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
import Ajv, { type ValidateFunction } from 'ajv';

/**
 * Validates against the published schema of SARIF 2.1.0. It is of JSON Schema's draft 4, of which it uses only what draft 7
 * has too, but for the name of its id; one of its patterns is none of the stricter kind.
 */
export function sarifValidator(): ValidateFunction {
  const draft7 = Object.fromEntries(
    Object.entries(schema).filter(([name]) => name !== 'id' && name !== '$schema'),
  );
  const ajv = new Ajv({ strict: false, unicodeRegExp: false });
  ajv.addFormat('uri', (text: string) => URL.canParse(text));
  ajv.addFormat('uri-reference', (text: string) => URL.canParse(text, 'https://example.test/a/'));
  ajv.addFormat('date-time', (text: string) => !Number.isNaN(Date.parse(text)));
  return ajv.compile(draft7);
}
