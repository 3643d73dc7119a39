import { keyValuesOf, type KeyValue } from '../../dockerfile/key-values';
import type { DockerfileRule } from '../rule';

export const rule: DockerfileRule = {
  code: 'NDC013',
  subject: 'dockerfile',
  severity: 'warning',
  title: 'A secret is passed as a build argument or an environment variable',
  why: 'Values of ARG and ENV stay in the history of the image, where everybody who can pull it reads them, and in the records of the build. They are also part of the cache keys: a renewed token makes every RUN below it run again.',
  remedy: 'pass it with --secret and RUN --mount=type=secret, or when the container starts',
  fix: undefined,
  bad: 'FROM node:22-slim\nARG NPM_TOKEN\nRUN echo "//registry.example/:_authToken=$NPM_TOKEN" > .npmrc\n',
  good: 'FROM node:22-slim\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm whoami\n',
  find: ({ dockerfile }) =>
    dockerfile.instructions
      .filter(({ name }) => name === 'ARG' || name === 'ENV')
      .flatMap((instruction) =>
        keyValuesOf(instruction, dockerfile.escape)
          .filter((pair) => isSecret(instruction.name, pair))
          .map(({ name, range }) => ({
            message: `the value of ${instruction.name} ${name} stays in the history of the image`,
            range,
          })),
      ),
};

const SECRET =
  /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|PRIVATE_KEY|ACCESS_KEY|SECRET_KEY|CREDENTIALS?)$/i;
const NOT_SECRET =
  /PUBLIC|DUMMY|EXAMPLE|_(?:FILE|PATH|URL|NAME|ID)$|MAX_|NUM_|ALLOW|EMPTY|SKIP|USE_|DISABLE|ENABLE/i;

/** ENV needs a value that could be one; an ARG is a secret through what the build passes. */
function isSecret(kind: string, { name, value }: KeyValue): boolean {
  if (!SECRET.test(name) || NOT_SECRET.test(name)) return false;
  if (kind === 'ARG' && value === undefined) return true;
  const plain = (value ?? '').replace(/^(["'])(.*)\1$/, '$2');
  return (
    !/^$|^(?:true|false|yes|no|none|null|0|1)$|^\/|^<.*>$|dummy|placeholder|not-?(?:a-?)?(?:real|used|needed)|change-?me|^x+$|^[0\W_]+$/i.test(
      plain,
    ) &&
    (kind === 'ARG' || !isPassedOn(plain))
  );
}

/** `ENV TOKEN=$TOKEN` only passes an ARG on, which is reported itself. */
function isPassedOn(value: string): boolean {
  return /^\$\{?\w+(?::?-)?\}?$/.test(value);
}
