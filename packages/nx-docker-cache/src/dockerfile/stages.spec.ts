import { parse } from './parse';
import { findStage, stagesOf, type StagesOptions } from './stages';

function stages(text: string, options?: StagesOptions) {
  const result = parse(text);
  if (!result.ok) throw new Error(result.problems[0]?.message);
  return stagesOf(result.dockerfile, options);
}

const known = (value: unknown) => ({ kind: 'known', value });

describe('the base of a stage', () => {
  it.each([
    ['FROM debian', { kind: 'image', reference: 'debian' }],
    ['FROM scratch', { kind: 'scratch' }],
    ['ARG V=3.11\nFROM python:${V}-slim', { kind: 'image', reference: 'python:3.11-slim' }],
    ['ARG A=x\nARG B=$A-y\nFROM $B', { kind: 'image', reference: 'x-y' }],
    ['FROM python:${V:-3}', { kind: 'image', reference: 'python:3' }],
    ['ARG V\nFROM python:$V', { kind: 'unknown', written: 'python:$V', variables: ['V'] }],
    ['FROM a-$TARGETARCH', { kind: 'unknown', written: 'a-$TARGETARCH', variables: ['TARGETARCH'] }],
    ['FROM $NONE', { kind: 'invalid', written: '$NONE', message: 'base name ($NONE) should not be blank' }],
    ['FROM ${V:?no version}', { kind: 'invalid', written: '${V:?no', message: "syntax error: missing '}'" }],
  ])('%j', (text, base) => {
    expect(stages(`${text}\n`)[0]!.base).toEqual(base);
  });

  it('takes build arguments, and then knows that others are not set', () => {
    const text = 'ARG V\nARG W=w\nFROM a:${V:-none}-$W\n';
    expect(stages(text, { buildArgs: { W: 'given' } })[0]!.base).toEqual({
      kind: 'image',
      reference: 'a:none-given',
    });
  });

  it('finds earlier stages by their lower-case name', () => {
    const found = stages('FROM a AS Build\nFROM build\nFROM Build\nFROM later\nFROM a AS later\n');
    expect(found.map(({ name, base }) => [name, base])).toEqual([
      ['build', { kind: 'image', reference: 'a' }],
      [undefined, { kind: 'stage', index: 0 }],
      [undefined, { kind: 'image', reference: 'Build' }],
      [undefined, { kind: 'image', reference: 'later' }],
      ['later', { kind: 'image', reference: 'a' }],
    ]);
    expect(findStage(found, 'BUILD')?.index).toBe(0);
    expect(findStage(found, '4')?.name).toBe('later');
    expect(findStage(found, 'none')).toBeUndefined();
  });

  it('reads the platform', () => {
    expect(
      stages('FROM --platform=linux/amd64 a\nFROM --platform=$BUILDPLATFORM a\n').map(
        ({ platform }) => platform?.kind,
      ),
    ).toEqual(['known', 'unknown']);
  });
});

describe('the scope of an instruction', () => {
  it('is what stands before it', () => {
    const [stage] = stages('FROM a\nENV A=1\nRUN x\nENV A=2 B=$A\nRUN y\n');
    const at = (index: number, name: string) => stage!.instructions[index]!.scope.variable(name)?.value;
    expect(at(0, 'A')).toBeUndefined();
    expect(at(1, 'A')).toEqual(known('1'));
    expect(at(3, 'A')).toEqual(known('2'));
    expect(at(3, 'B')).toEqual(known('1'));
  });

  it('is inherited from the stage it builds on, with the stage that set it', () => {
    const [, child] = stages(
      'FROM a AS b\nENV A=1 H=x\nUSER app:app\nWORKDIR /srv\nSHELL ["/bin/bash", "-c"]\nFROM b\nENV A=2\nWORKDIR y\n',
    );
    expect(child!.end.variable('H')).toMatchObject({ origin: 'env', stage: 0, value: known('x') });
    expect(child!.end.variable('A')).toMatchObject({ stage: 1, value: known('2') });
    expect(child!.end).toMatchObject({
      user: known('app:app'),
      workdir: known('/srv/y'),
      shell: known(['/bin/bash', '-c']),
    });
  });

  it('tells arguments of the stage from those in front of the first FROM', () => {
    const text = 'ARG G=g\nARG N\nFROM a\nENV USED=$G\nARG G\nARG D=d\nARG N\nARG TARGETARCH\n';
    const { end } = stages(text)[0]!;
    expect(end.variable('USED')?.value).toMatchObject({ kind: 'unknown', variables: ['G'] });
    expect(end.variable('G')).toMatchObject({ origin: 'arg', value: known('g') });
    expect(end.variable('D')?.value).toEqual(known('d'));
    expect(end.variable('N')?.value).toMatchObject({ kind: 'unknown' });
    expect(end.variable('TARGETARCH')).toMatchObject({ origin: 'predefined', value: { kind: 'unknown' } });
    const given = stages(text, { buildArgs: { D: 'x', TARGETARCH: 'arm64' } })[0]!.end;
    expect(given.variable('D')?.value).toEqual(known('x'));
    expect(given.variable('N')).toBeUndefined();
    expect(given.variable('TARGETARCH')?.value).toEqual(known('arm64'));
  });

  it('an ARG without default keeps the ENV of its name', () => {
    expect(stages('FROM a\nENV A=1\nARG A\n')[0]!.end.variable('A')).toMatchObject({
      origin: 'env',
      value: known('1'),
    });
  });

  it('knows what scratch has, and not what an image has', () => {
    const [scratch, image] = stages('FROM scratch\nFROM a\n');
    expect(scratch!.end.expand('$PATH')).toMatchObject({ kind: 'known' });
    expect(scratch!.end.expand('a$NONE')).toEqual(known('a'));
    expect(scratch!.end).toMatchObject({
      user: known('root'),
      workdir: known('/'),
      shell: known(['/bin/sh', '-c']),
    });
    expect(image!.end.expand('$PATH')).toEqual({ kind: 'unknown', variables: ['PATH'], partial: '$PATH' });
    expect(image!.end).toMatchObject({
      user: { kind: 'base-image' },
      workdir: { kind: 'base-image' },
      home: { kind: 'base-image' },
    });
  });

  it.each([
    ['USER root', known('/root')],
    ['USER 0:0', known('/root')],
    ['USER app', { kind: 'unknown', variables: [] }],
    ['USER app\nENV HOME=/home/app', known('/home/app')],
    ['ARG U\nUSER $U', { kind: 'unknown', variables: ['U'] }],
    ['ARG H\nENV HOME=$H', { kind: 'unknown', variables: ['H'] }],
  ])('%j makes this home', (text, home) => {
    expect(stages(`FROM a\n${text}\n`)[0]!.end.home).toEqual(home);
  });

  it.each([
    ['WORKDIR /a//b/../c/', known('/a/c')],
    ['WORKDIR x', { kind: 'unknown', variables: [] }],
    ['WORKDIR /a\nWORKDIR b', known('/a/b')],
    ['ARG D\nWORKDIR /$D', { kind: 'unknown', variables: ['D'] }],
    ['ENV D=/x\nWORKDIR ${D}/y', known('/x/y')],
  ])('%j makes this folder', (text, workdir) => {
    expect(stages(`FROM a\n${text}\n`)[0]!.end.workdir).toEqual(workdir);
  });

  it('lets the triggers of the stage below take effect first', () => {
    const [, child] = stages('FROM a AS b\nONBUILD ENV A=1\nONBUILD USER app\nFROM b\nRUN $A\n');
    expect(child!.instructions[0]!.scope.variable('A')?.value).toEqual(known('1'));
    expect(child!.end.user).toEqual(known('app'));
  });

  it('keeps arguments that only steer the frontend out of the variables', () => {
    expect(
      stages('FROM a\nARG BUILDKIT_SBOM_SCAN_STAGE=true\n')[0]!.end.variable('BUILDKIT_SBOM_SCAN_STAGE'),
    ).toBeUndefined();
  });
});

it('reads variables that double in every line', () => {
  const lines = Array.from({ length: 100 }, (_, index) => `ENV v${index + 1}=$v${index}$v${index}\n`).join(
    '',
  );
  const parsed = parse(`FROM scratch\nENV v0=aaaaaaaaaa\n${lines}WORKDIR /$v100\n`);
  const [stage] = parsed.ok ? stagesOf(parsed.dockerfile) : [];
  expect(stage?.end.workdir).toMatchObject({ kind: 'unknown' });
});
