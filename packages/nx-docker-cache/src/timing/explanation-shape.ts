import type { CauseKind } from './cause';
import type { Shape } from './shape';

/** How the types of cause.ts and cache-use.ts look in JSON. */

const ENTRY_CHANGES: Shape = {
  fields: {
    changes: {
      list: { fields: { name: 'string', before: { optional: 'string' }, after: { optional: 'string' } } },
    },
    more: 'number',
  },
};

const CAUSES = {
  'file-changed': {
    files: { list: { fields: { path: 'string', change: 'string', entries: { optional: ENTRY_CHANGES } } } },
    more: 'number',
  },
  'instruction-changed': {
    change: 'string',
    instruction: 'string',
    line: { optional: 'number' },
    before: { optional: 'string' },
    after: { optional: 'string' },
  },
  'argument-changed': { names: { list: 'string' } },
  'option-changed': { names: { list: 'string' } },
  'base-image-moved': { image: 'string', before: { optional: 'string' }, after: { optional: 'string' } },
  'step-above-ran': { step: 'string' },
  'first-build-here': {},
  'not-in-last-build': {},
  'builder-changed': { before: 'string' },
  evicted: {},
  'no-cache-asked': {},
  unknown: { why: 'string' },
} as const satisfies Record<CauseKind, Readonly<Record<string, Shape>>>;

export const CAUSE_SHAPE: Shape = { kinds: CAUSES };

export const EXPLANATION_SHAPE: Shape = {
  fields: { cause: CAUSE_SHAPE, also: { list: CAUSE_SHAPE } },
};

const OPTIONAL_NUMBER: Shape = { optional: 'number' };

export const CACHE_USE_SHAPE: Shape = {
  fields: {
    mounts: {
      list: { fields: { id: 'string', target: 'string', before: OPTIONAL_NUMBER, after: OPTIONAL_NUMBER } },
    },
    tools: {
      list: {
        fields: {
          tool: 'string',
          reused: OPTIONAL_NUMBER,
          downloaded: OPTIONAL_NUMBER,
          downloadedBytes: OPTIONAL_NUMBER,
        },
      },
    },
    warnings: { list: 'string' },
  },
};
