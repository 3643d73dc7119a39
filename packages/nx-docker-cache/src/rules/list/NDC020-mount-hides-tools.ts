import { baseImage } from '../../upgrade/sites';
import type { DockerfileRule } from '../rule';

export const rule: DockerfileRule = {
  code: 'NDC020',
  subject: 'dockerfile',
  severity: 'error',
  title: 'A cache mount hides programs that the image comes with',
  why: 'A cache mount starts empty and covers everything that the image has in its folder. Where that folder holds more than a cache, programs and settings are gone for this RUN.',
  remedy: 'mount the cache folders inside of it',
  fix: undefined,
  bad: 'FROM rust:1.90\nCOPY . .\nRUN --mount=type=cache,target=/usr/local/cargo cargo build --release\n',
  good: 'FROM rust:1.90\nCOPY . .\nRUN --mount=type=cache,target=/usr/local/cargo/registry,sharing=locked cargo build --release\n',
  find: ({ runs, sites }) =>
    runs.flatMap((run) => {
      const image = baseImage(sites.stages, run.site.stage) ?? '';
      return run.mounts.flatMap(({ type, target, from, flag }) => {
        const hidden = HIDDEN.find(
          (each) => each.folder === target?.replace(/\/+$/, '') && each.images.test(image),
        );
        if (type !== 'cache' || from !== undefined || hidden === undefined) return [];
        return [
          {
            message: `${hidden.folder} of ${image} holds ${hidden.holds}, which this mount hides`,
            range: flag.range,
          },
        ];
      });
    }),
};

interface Hidden {
  readonly folder: string;
  readonly images: RegExp;
  readonly holds: string;
}

const HIDDEN: readonly Hidden[] = [
  {
    folder: '/usr/local/cargo',
    images: /^(?:docker\.io\/)?(?:library\/)?rust(?::|@|$)/,
    holds: 'cargo and rustc themselves',
  },
  {
    folder: '/usr/local/cargo/bin',
    images: /^(?:docker\.io\/)?(?:library\/)?rust(?::|@|$)/,
    holds: 'cargo and rustc themselves',
  },
  {
    folder: '/usr/local/lib/node_modules',
    images: /^(?:docker\.io\/)?(?:library\/)?node(?::|@|$)/,
    holds: 'npm itself',
  },
  { folder: '/opt/conda', images: /^(?:continuumio\/|condaforge\/)/, holds: 'conda itself' },
  { folder: '/usr/local/go', images: /^(?:docker\.io\/)?(?:library\/)?golang(?::|@|$)/, holds: 'go itself' },
];
