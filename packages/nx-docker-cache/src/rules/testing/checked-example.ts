import type { Checked } from '../checked';
import type { Finding } from '../finding';

const FINDING: Finding = {
  code: 'NDC001',
  severity: 'warning',
  message: 'pip: 100% of it, twice',
  remedy: 'mount it',
  file: 'a b/Dockerfile',
  place: { start: { line: 2, column: 5 }, end: { line: 2, column: 8 } },
  fixable: true,
  source: 'nx-docker-cache',
  url: undefined,
};

/** One of everything: findings with and without a place, of the machine, of another origin, and a file that failed. */
export const CHECKED: readonly Checked[] = [
  {
    subject: 'machine',
    file: undefined,
    path: undefined,
    text: '',
    findings: [{ ...FINDING, code: 'NDC110', message: 'little is left', file: undefined, place: undefined }],
  },
  {
    subject: 'dockerfile',
    file: 'a b/Dockerfile',
    path: 'a b/Dockerfile',
    text: 'FROM a\r\nRUN pip\r\n',
    findings: [
      FINDING,
      { ...FINDING, code: 'NDC015', severity: 'info', place: undefined, remedy: undefined },
      { ...FINDING, code: 'MaintainerDeprecated', severity: 'error', message: 'two\nlines' },
    ],
  },
  {
    subject: 'dockerfile',
    file: '../x,y:z/Dockerfile',
    path: '../x,y:z/Dockerfile',
    text: '',
    findings: [],
    error: {
      code: 'DOCKERFILE_SYNTAX',
      what: 'the Dockerfile cannot be read',
      where: '../x,y:z/Dockerfile:1:1',
      why: 'no FROM',
      next: 'correct that line',
    },
  },
  { subject: 'requirements', file: 'r.txt', path: 'r.txt', text: 'a==1\n', findings: [] },
];
