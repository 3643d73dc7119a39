import { typicalDockerfiles } from './typical';

const MODULES = 20;

/**
 * So many projects of a workspace, each with a Dockerfile, what an install reads, and some sources, by path and by name.
 * Every other one copies its sources above the install.
 */
export function projectsWithDockerfiles(count: number): {
  readonly files: Readonly<Record<string, string>>;
  readonly projects: ReadonlyMap<string, { readonly root: string }>;
} {
  const files: Record<string, string> = {};
  const projects = new Map<string, { readonly root: string }>();
  for (const [at, dockerfile] of typicalDockerfiles(count).entries()) {
    const root = `apps/p${at}`;
    projects.set(`p${at}`, { root });
    files[`${root}/project.json`] = JSON.stringify({ name: `p${at}` });
    const isInOrder = at % 2 === 0;
    files[`${root}/Dockerfile`] = isInOrder ? dockerfile : dockerfile.replace('requirements*.txt ./', '. .');
    for (let module = 0; module < MODULES; module += 1) files[`${root}/src/m${module}.py`] = 'pass\n';
    files[`${root}/requirements.txt`] = 'flask==3.0.0\n';
    files[`${root}/main.py`] = 'print("hello")\n';
  }
  return { files, projects };
}
