import { sentFiles } from '../context/project-files';
import { parse } from '../dockerfile/parse';
import { RECIPES } from '../recipes/registry';
import { projectOfTexts } from './testing/project-of-texts';
import { upgradeDockerfile } from './upgrade';

/** A script is read from the context; `undefined`: there is no context. */
function upgraded(lines: readonly string[], files: Readonly<Record<string, string>> | undefined): string[] {
  const parsed = parse(`${lines.join('\n')}\n`);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join());
  const context = files && sentFiles(projectOfTexts(files), undefined);
  const { plan } = upgradeDockerfile(parsed.dockerfile, RECIPES, {
    reorder: false,
    ...(context !== undefined && { context }),
  });
  const mounted = plan.changes.filter(({ kind }) => kind === 'mount-added').map(({ line }) => line);
  return [
    ...[...new Set(mounted)].map((line) => `${line} mounted`),
    ...plan.declined.map(({ line, reason, detail }) => `${line} ${reason} ${detail}`),
  ];
}

const last = ['FROM scratch', 'COPY --from=b /x /x', 'CMD ["/x"]'];

describe('a store and the scripts that come after it', () => {
  const go = (...runs: string[]): string[] => [
    'FROM golang:1.22 AS b',
    'WORKDIR /s',
    'COPY go.mod go.sum ./',
    'RUN go mod download',
    'COPY . .',
    ...runs,
    ...last,
  ];
  const build = '#!/bin/sh\nset -e\ngo build -o /x .\n';
  const divided = (script: string): string[] => [`4 store-divided line 6: ${script}`];
  it.each<[string, string[], Record<string, string> | undefined, string[]]>([
    ['go build', go('RUN go build -o /x'), {}, ['4 mounted', '6 mounted']],
    ['make gets the mounts', go('RUN make'), { Makefile: 'all:\n\tgo build\n' }, ['4 mounted', '6 mounted']],
    ['a script that runs go', go('RUN ./build.sh'), { 'build.sh': build }, divided('./build.sh')],
    ['as a word of a shell', go('RUN bash -eu build.sh'), { 'build.sh': build }, divided('build.sh')],
    ['from another folder', go('RUN cd ci && ./b'), { 'ci/b': build }, divided('./b')],
    [
      'a script that runs one that does',
      go('RUN ./a.sh'),
      { 'a.sh': 'cd ci\n. ./b.sh\n', 'ci/b.sh': build },
      divided('./b.sh'),
    ],
    ['a script that drives', go('RUN ./a.sh'), { 'a.sh': 'task all\n' }, divided('./a.sh')],
    [
      'a script by its own Makefile',
      go('RUN ./a.sh'),
      { 'a.sh': 'make x', Makefile: 'x:\n\tgo vet\n' },
      divided('make x'),
    ],
    ['a Python script', go('RUN ./a'), { a: '#!/usr/bin/env python3\nrun("go", "build")\n' }, divided('./a')],
    ['a script that cannot be read', go('RUN ./build.sh'), undefined, divided('./build.sh')],
    ['a script of a mount', go('RUN --mount=target=/m /m/b'), { b: build }, divided('/m/b')],
    [
      'a script of another stage',
      go('COPY --from=x /b.sh /', 'RUN /b.sh'),
      {},
      ['4 store-divided line 7: /b.sh'],
    ],
    [
      'a script without go',
      go('RUN go build', 'RUN ./t.sh'),
      { 't.sh': 'echo go build\n' },
      ['4 mounted', '6 mounted'],
    ],
    ['what was built', go('RUN go build', 'RUN ./app --version'), {}, ['4 mounted', '6 mounted']],
    [
      'what was built, without a context',
      go('RUN go build', 'RUN ./app'),
      undefined,
      ['4 mounted', '6 mounted'],
    ],
    ['a download', go('RUN wget x.org/i.sh && sh i.sh'), undefined, ['4 mounted']],
    ['of the image', go('RUN . /root/.env && sh /opt/x.sh'), { y: '' }, ['4 mounted']],
    [
      'a mount of its own',
      go(
        'RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build ./build.sh',
      ),
      { 'build.sh': build },
      ['4 mounted'],
    ],
    [
      'offline in a script beside a call',
      go('RUN go generate && ./build.sh'),
      { 'build.sh': `export GOPROXY=off\n${build}` },
      ['4 offline-call line 6: ./build.sh', '6 store-divided line 4'],
    ],
    ['no network', go('RUN --network=none ./build.sh'), undefined, ['4 offline-call line 6: --network=none']],
    [
      'no network, and make',
      go('RUN --network=none make'),
      undefined,
      ['4 offline-call line 6: --network=none', '6 store-divided line 4'],
    ],
    [
      'offline in a Makefile',
      go('RUN make'),
      { Makefile: 'all:\n\tGOPROXY=off go build\n' },
      ['4 offline-call line 6: make', '6 store-divided line 4'],
    ],
    ['no network, and no go', go('RUN --network=none ./t.sh'), { 't.sh': 'echo' }, ['4 mounted']],
  ])('%s', (_, lines, files, expected) => {
    expect(upgraded(lines, files)).toEqual(expected);
  });
});

describe('a store that may hold something of its own', () => {
  const maven = (...runs: string[]): string[] => [
    'FROM maven:3 AS b',
    'WORKDIR /s',
    'COPY . .',
    ...runs,
    'RUN mvn package',
    ...last,
  ];
  it.each<[string, string[], Record<string, string> | undefined, string[]]>([
    ['nothing before', maven('RUN chmod +x mvnw'), {}, ['5 mounted']],
    ['offline before', maven('RUN mvn dependency:go-offline'), {}, ['4 mounted', '5 mounted']],
    ['the wrapper', maven('RUN ./mvnw dependency:resolve'), undefined, ['4 mounted', '5 mounted']],
    [
      'a script that installs',
      maven('RUN ./libs.sh'),
      { 'libs.sh': 'mvn install:install-file -Dfile=x.jar\n' },
      ['5 content-hidden line 4: ./libs.sh'],
    ],
    [
      'a script that unpacks',
      maven('RUN sh libs.sh'),
      { 'libs.sh': 'tar xf x.tar -C ~/.m2/repository\n' },
      ['5 content-hidden line 4: libs.sh'],
    ],
    ['another script', maven('RUN ./a.sh'), { 'a.sh': 'npm ci\n' }, ['5 mounted']],
    [
      'a script in the folder of the base image',
      ['FROM maven:3 AS b', 'COPY . .', 'RUN ./libs', 'RUN mvn package', ...last],
      { libs: 'mvn install:install-file -Dfile=x.jar\n' },
      ['4 content-hidden line 3: ./libs'],
    ],
    [
      'a script of PATH',
      maven('COPY libs /usr/local/bin/', 'RUN libs'),
      { libs: 'mvn install:install-file -Dfile=x.jar\n' },
      ['6 content-hidden line 5: libs'],
    ],
    ['a script that cannot be read', maven('RUN ./a.sh'), undefined, ['5 content-unknown line 4: ./a.sh']],
    [
      'make',
      maven('RUN make libs'),
      { Makefile: 'libs:\n\tmvn install\n' },
      ['5 content-hidden line 4: make libs'],
    ],
    ['make of something else', maven('RUN make libs'), { Makefile: 'libs:\n\tcc x.c\n' }, ['5 mounted']],
    ['a Makefile that cannot be read', maven('RUN make'), undefined, ['5 content-unknown line 4: make']],
    ['a Makefile of a download', maven('RUN cd /tmp/x && make'), undefined, ['5 mounted']],
    ['a downloaded script', maven('RUN curl x.org/setup | bash -'), undefined, ['5 mounted']],
    [
      'deploy',
      maven('RUN mvn -pl lib deploy'),
      {},
      ['4 packages-used-from-cache mvn deploy', '5 store-divided line 4'],
    ],
    [
      'a repository of the project',
      maven('COPY m2 /root/.m2/'),
      { 'm2/repository/x.jar': '' },
      ['5 content-hidden line 4'],
    ],
    ['settings of the project', maven('COPY .m2 /root/.m2/'), { '.m2/settings.xml': '' }, ['5 mounted']],
    ['no context', maven('COPY .m2 /root/.m2/'), undefined, ['5 content-unknown line 4']],
    ['settings, no context', maven('COPY settings.xml /root/.m2/'), undefined, ['5 mounted']],
    ['an archive', maven('ADD m2.tar.gz /root/.m2/'), { 'm2.tar.gz': '' }, ['5 content-unknown line 4']],
    ['an image', maven('COPY --from=corp/m2 /root/.m2 /root/.m2'), {}, ['5 content-unknown line 4']],
    [
      'settings of Gradle',
      ['FROM gradle:8 AS b', 'COPY setup.sh /', 'RUN /setup.sh', 'RUN gradle build', ...last],
      { 'setup.sh': 'echo x=y > $HOME/.gradle/gradle.properties\n' },
      ['4 content-hidden line 3: /setup.sh'],
    ],
    [
      'a mirror',
      ['ARG R', 'FROM ${R}/hub/gradle:8-jdk17', 'RUN gradle build', ...last.slice(2)],
      {},
      ['3 mounted'],
    ],
    [
      'a base of a variable',
      ['ARG BASE', 'FROM $BASE', 'RUN mvn package', ...last.slice(2)],
      {},
      ['3 content-unknown $BASE'],
    ],
  ])('%s', (_, lines, files, expected) => {
    expect(upgraded(lines, files)).toEqual(expected);
  });
});
