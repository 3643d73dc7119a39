import { dockerfilesOf } from './dockerfiles-of';

type Files = Readonly<Record<string, string>>;

const found = (files: Files, file = 'shop/compose.yaml'): readonly string[] =>
  dockerfilesOf(file, (path) => files[path]);

describe('dockerfilesOf', () => {
  it.each<[string, Files, readonly string[]]>([
    [
      'short and long form',
      {
        'shop/compose.yaml':
          'services:\n  a: {build: ./a}\n  b:\n    build:\n      context: ../b\n      dockerfile: x/D\n  c: {image: y}\n',
      },
      ['b/x/D', 'shop/a/Dockerfile'],
    ],
    ['the folder itself', { 'shop/compose.yaml': 'services: {a: {build: .}}' }, ['shop/Dockerfile']],
    [
      'what overrides it',
      { 'shop/compose.yaml': 'services: {}', 'shop/compose.override.yaml': 'services: {a: {build: ../a}}' },
      ['a/Dockerfile'],
    ],
    [
      'included files',
      {
        'shop/compose.yaml': 'include:\n  - ../a/compose.yaml\n  - path: [x.yaml]\n',
        'a/compose.yaml': 'services: {s: {build: .}}',
        'shop/x.yaml': 'services: {t: {build: t}}',
      },
      ['a/Dockerfile', 'shop/t/Dockerfile'],
    ],
    [
      'extended services',
      {
        'shop/compose.yaml':
          'services:\n  a: {extends: {file: ../base.yaml, service: s}}\n  b: {extends: a}\n',
        'base.yaml': 'services: {s: {build: lib}}',
      },
      ['lib/Dockerfile'],
    ],
    [
      'merged sections',
      { 'shop/compose.yaml': 'x-b: &b {build: ./z}\nservices:\n  a: {<<: *b}\n' },
      ['shop/z/Dockerfile'],
    ],
    [
      'no variables and addresses',
      {
        'shop/compose.yaml':
          'services: {a: {build: "${D}"}, b: {build: "https://x/y.git"}, c: {build: /abs}, d: {build: ../../out}}',
      },
      [],
    ],
    [
      'no circles',
      { 'shop/compose.yaml': 'include: [compose.yaml]\nservices: {a: {extends: b}, b: {extends: a}}' },
      [],
    ],
    ['nothing that is no YAML', { 'shop/compose.yaml': ': [' }, []],
    ['nothing that is nested for fun', { 'shop/compose.yaml': '['.repeat(3000) }, []],
    ['nothing that is no mapping', { 'shop/compose.yaml': '- 1' }, []],
    ['nothing that is not there', {}, []],
  ])('finds %s', (_, files, expected) => {
    expect(found(files)).toEqual(expected);
  });
});
