import type { Shape } from './shape';

/** How the types of step-key.ts look in JSON. */

const HASHED_VALUES: Shape = { list: { fields: { name: 'string', hash: 'string' } } };

export const BUILD_KEY_SHAPE: Shape = {
  fields: {
    hashKey: 'string',
    builderId: 'string',
    noCache: { kinds: { none: {}, runs: {}, all: {}, stages: { stages: { list: 'string' } } } },
    buildArgs: HASHED_VALUES,
    options: HASHED_VALUES,
    frontend: { optional: 'string' },
  },
};

const INSTRUCTION_TEXT: Shape = {
  fields: { text: 'string', hash: 'string', line: { optional: 'number' } },
};

const FILE: Readonly<Record<string, Shape>> = { path: 'string', mode: 'number', content: 'string' };

const FILES_READ: Shape = {
  fields: {
    count: 'number',
    bytes: 'number',
    digest: 'string',
    entries: {
      list: {
        kinds: {
          file: FILE,
          link: FILE,
          folder: { path: 'string', mode: 'number' },
          tree: { path: 'string', count: 'number', content: 'string' },
        },
      },
    },
    unsure: { list: 'string' },
    incomplete: { optional: 'string' },
  },
};

export const STEP_KEY_SHAPE: Shape = {
  fields: {
    instruction: INSTRUCTION_TEXT,
    settings: {
      list: { fields: { kind: 'string', name: 'string', value: 'string', setBy: INSTRUCTION_TEXT } },
    },
    files: { optional: FILES_READ },
    unseen: { list: 'string' },
  },
};

export const BASE_IMAGE_SHAPE: Shape = { fields: { reference: 'string', digest: { optional: 'string' } } };
