import { typicalDockerfiles } from './typical';

/** So many projects of a workspace, each with a Dockerfile and what an install reads, by path and by name. */
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
    files[`${root}/Dockerfile`] = dockerfile;
    files[`${root}/requirements.txt`] = 'flask==3.0.0\n';
    files[`${root}/main.py`] = 'print("hello")\n';
  }
  return { files, projects };
}
