import { TARGET_OPTIONS } from '../errors/option-names';
import { commandOptions, inCommandOptions } from './option-names';
import { COMMANDS } from './registry';

const schemaOf = (name: string) => COMMANDS.find((command) => command.name === name)!.schema();

describe('the names of options', () => {
  it.each([
    ['build', ['context'], '<folder>'],
    ['build', ['dockerfile'], '--file'],
    ['build', ['image', 'tags'], '--tag'],
    ['build', ['buildArgs'], '--build-arg'],
    ['build', ['outputPath'], '--output-path'],
    ['build', ['cacheTo'], '--cache-to'],
    ['verify', ['context'], '<folder>'],
    ['verify', ['beforeRef', 'beforeFile'], '--before-ref and --before-file'],
    ['verify', ['platforms'], '--platform'],
    ['upgrade', ['context'], '--context'],
    ['upgrade', ['dockerfile'], '<files>'],
    ['clear-cache', ['olderThan'], '--older-than'],
  ])('of %s for %j are %s', (command, options, expected) => {
    expect(commandOptions(schemaOf(command))(...options)).toBe(expected);
  });

  it.each([
    [['context'], 'the option context'],
    [['image', 'tags'], 'the options image and tags'],
  ])('of a target for %j are %s', (options, expected) => {
    expect(TARGET_OPTIONS(...options)).toBe(expected);
  });
});

describe('descriptions of options', () => {
  const schema = { properties: { beforeRef: {}, json: {}, upgrade: {} } };
  it.each([
    ['with `beforeRef`', [], 'with `--before-ref`'],
    ['`text` or `json`', ['text', 'json'], '`text` or `json`'],
    ['`docker du` and `--json`', [], '`docker du` and `--json`'],
  ])('read %s with the values %j as %s', (description, values, expected) => {
    expect(inCommandOptions({ description, enum: values }, schema)).toBe(expected);
  });

  it.each(COMMANDS.map(({ name }) => name))('of %s speak of no option in camel case', (name) => {
    const schema = schemaOf(name);
    for (const option of Object.values(schema.properties))
      expect(inCommandOptions(option, schema)).not.toMatch(/`[a-z]+[A-Z]\w*`/);
  });
});
