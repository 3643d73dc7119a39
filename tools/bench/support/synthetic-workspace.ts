/** Files of a workspace by their path. */
export type SyntheticFiles = Readonly<Record<string, string | object>>;

/**
 * A workspace of so many projects with an image each: a third has the workspace as its context and copies a shared library
 * and the lock file, a tenth builds on the image of another project, the rest is what one finds most (`COPY . .` behind an
 * ignore file).
 */
export function syntheticWorkspace(count: number): SyntheticFiles {
  const projects = Array.from({ length: count }, (_, index) => projectFiles(index));
  const lock = { name: 'workspace', lockfileVersion: 3, packages: { '': {} } };
  return Object.assign(
    {
      'package-lock.json': lock,
      'libs/shared/project.json': { name: 'shared' },
      'libs/shared/src/a.js': 'a',
    },
    ...projects,
  ) as SyntheticFiles;
}

export function syntheticDockerfile(index: number): string {
  return `apps/p${index}/Dockerfile`;
}

function projectFiles(index: number): SyntheticFiles {
  const root = `apps/p${index}`;
  const base = index % 10 === 1 ? `p${index - 1}` : 'python:3.11-slim';
  const common = {
    [`${root}/project.json`]: { name: `p${index}` },
    [`${root}/requirements.txt`]: 'requests==2.32.3\n',
    [`${root}/src/main.py`]: 'print(1)\n',
    [`${root}/README.md`]: `# p${index}\n`,
  };
  return index % 3 === 0
    ? { ...common, [`${root}/Dockerfile`]: workspaceDockerfile(base, root) }
    : {
        ...common,
        [`${root}/Dockerfile`]: projectDockerfile(base),
        [`${root}/.dockerignore`]: 'README.md\n.git\n__pycache__\n**/*.log\n',
      };
}

function workspaceDockerfile(base: string, root: string): string {
  return `FROM ${base} AS build
ARG VERSION=1
WORKDIR /app
COPY ${root}/requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt
COPY package-lock.json ./
COPY libs/shared/src ./shared
COPY ${root}/src ./src
FROM ${base}
COPY --from=build /app /app
ENV VERSION=$VERSION
CMD ["python", "-m", "src.main"]
`;
}

function projectDockerfile(base: string): string {
  return `FROM ${base}
WORKDIR /app
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip \\
    pip install -r requirements.txt
COPY . .
EXPOSE 8000
USER 1000
CMD ["python", "-m", "src.main"]
`;
}
