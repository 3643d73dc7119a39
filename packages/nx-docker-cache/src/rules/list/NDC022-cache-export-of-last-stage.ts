import { headOf } from '../dockerfile-facts';
import type { DockerfileRule } from '../rule';

export const rule: DockerfileRule = {
  code: 'NDC022',
  subject: 'dockerfile',
  severity: 'warning',
  title: 'The exported cache lacks the builder stages',
  why: '`--cache-to` exports with `mode=min` unless it says otherwise: only the layers of the final image. The stages that install and compile are not among them, so that a machine that imports this cache runs them again.',
  remedy: 'write mode=max in the option cacheTo',
  fix: undefined,
  bad: 'FROM golang:1.25 AS build\nCOPY . .\nRUN go build -o /app\n\nFROM scratch\nCOPY --from=build /app /app\n',
  good: 'FROM scratch\nCOPY app /app\n',
  exampleBuild: { cacheTo: ['type=registry,ref=ghcr.io/acme/app:cache'] },
  find: ({ build, sites, dockerfile }) => {
    const [first, second] = sites.stages;
    const poor = build?.cacheTo.find((value) => !/\btype=inline\b|\bmode=max\b/.test(value));
    if (poor === undefined || first === undefined || second === undefined) return [];
    return [
      {
        message: `the cache that is exported to ${poor} holds none of the builder stages: mode=max is missing`,
        range: headOf(dockerfile, first.from),
      },
    ];
  },
};
