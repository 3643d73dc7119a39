import { posix } from 'node:path';
import {
  READS_NOTHING,
  readsDeclined,
  USES_SOURCES,
  type InstallCall,
  type InstallReads,
  type Manifests,
} from '../manifests';
import { callArguments } from './call-arguments';
import { notNamed } from './named-packages';
import { withParents } from './parent-folders';

/** `go mod download` reads go.mod and go.sum; `go install x@v1` nothing. Everything else compiles the sources. */
export const goManifests: Manifests = {
  neutral: ['env'],
  reads: (call) => {
    const { operands, options } = callArguments(call.words, new Set(['-C', '-modfile', '-tags', '-ldflags']));
    const [first, second, ...rest] = operands;
    if (first?.value === 'install') {
      const packages = operands.slice(1);
      const areRemote = packages.length > 0 && packages.every(({ text }) => text.includes('@'));
      return areRemote ? (settingProblem(call) ?? notNamed(packages) ?? READS_NOTHING) : USES_SOURCES;
    }
    if (first?.value !== 'mod' || second?.value !== 'download') return USES_SOURCES;
    const option = options.find(({ name }) => name !== '-x' && name !== '-json');
    if (option !== undefined) return readsDeclined('manifest-unknown', option.name);
    return settingProblem(call) ?? notNamed(rest) ?? downloadReads(call);
  },
};

/** A variable that makes it read another file, a workspace, or modules of this machine. */
function settingProblem({ variable }: InstallCall): InstallReads | undefined {
  const moved = ['GOFLAGS', 'GOWORK', 'GOPROXY'].find((name) =>
    /mod|work|overlay|file:/.test(variable(name)?.value ?? ''),
  );
  return moved === undefined ? undefined : readsDeclined('manifest-unknown', moved);
}

function downloadReads({ folder, copied }: InstallCall): InstallReads {
  if (folder === undefined) return readsDeclined('manifest-unknown', 'the folder that it runs in');
  const path = posix.join(folder, 'go.mod');
  const text = copied.text(path)?.replace(/\/\/.*$/gm, '');
  if (text === undefined) return readsDeclined('manifest-missing', path);
  const local = /^.*=>\s*["`]?(?:\.{1,2})?\/.*$/m.exec(text)?.[0];
  if (local !== undefined) return readsDeclined('reads-sources', `go.mod: ${local.trim()}`);
  const workspace = withParents(folder).find(
    (each) => copied.text(posix.join(each, 'go.work')) !== undefined,
  );
  if (workspace !== undefined) return readsDeclined('reads-sources', posix.join(workspace, 'go.work'));
  const [, major = '1', minor = '0'] = /^[ \t]*go\s+(\d+)\.(\d+)/m.exec(text) ?? [];
  if (Number(major) === 1 && Number(minor) < 17) return readsDeclined('lock-may-change', 'go.sum');
  return {
    ...READS_NOTHING,
    files: [path, posix.join(folder, 'go.sum')],
    later: [posix.join(folder, 'go.sum')],
  };
}
