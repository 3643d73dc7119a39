import { copySources } from '../../dockerfile/copy-sources';
import { isSecretFile } from '../secret-files';
import type { DockerfileRule } from '../rule';

export const rule: DockerfileRule = {
  code: 'NDC014',
  subject: 'dockerfile',
  severity: 'warning',
  title: 'A file with secrets is copied into the image',
  why: 'A copied file stays in its layer, also when a later instruction deletes it: everybody who can pull the image can read it. In a builder stage it stays in the build cache, and in every cache that is exported.',
  remedy: 'mount it for the RUN that needs it: RUN --mount=type=secret,id=…',
  fix: undefined,
  bad: 'FROM alpine:3.22\nCOPY id_rsa /root/.ssh/id_rsa\n',
  good: 'FROM alpine:3.22\nRUN --mount=type=ssh ssh-add -l\n',
  find: ({ dockerfile }) =>
    dockerfile.instructions.flatMap((instruction) => {
      const copied = copySources(instruction);
      if (copied === undefined || copied.from !== undefined) return [];
      return copied.sources
        .filter(({ text }) => isSecretFile(text))
        .map(({ text, range }) => ({ message: `${text} stays in a layer of the image`, range }));
    }),
};
