import { programName } from '../../shell/invocation';
import type { DockerfileFacts, RunFacts } from '../dockerfile-facts';
import type { DockerfileRule } from '../rule';
import { copiesWholeContext } from '../whole-context';

export const rule: DockerfileRule = {
  code: 'NDC019',
  subject: 'dockerfile',
  severity: 'error',
  title: 'Poetry’s virtual environment lies in the cache mount',
  why: 'Poetry keeps the environments it makes below its cache folder. With a mount there, all installed packages are in the mount and none of them in the image.',
  remedy:
    'set POETRY_VIRTUALENVS_IN_PROJECT=1 or POETRY_VIRTUALENVS_CREATE=0, or mount only the folders cache and artifacts in it',
  fix: undefined,
  bad: 'FROM python:3.12\nRUN --mount=type=cache,target=/root/.cache/pip pip install poetry\nCOPY pyproject.toml poetry.lock ./\nRUN --mount=type=cache,target=/root/.cache/pypoetry,sharing=locked poetry install --no-root\n',
  good: 'FROM python:3.12\nENV POETRY_VIRTUALENVS_IN_PROJECT=1\nRUN --mount=type=cache,target=/root/.cache/pip pip install poetry\nCOPY pyproject.toml poetry.lock ./\nRUN --mount=type=cache,target=/root/.cache/pypoetry,sharing=locked poetry install --no-root\n',
  find: (facts) =>
    facts.runs
      .filter((run) => installsWithPoetry(run) && !hasEnvironmentElsewhere(facts))
      .flatMap(({ mounts }) =>
        mounts
          .filter(
            ({ type, target }) =>
              type === 'cache' && /\/\.cache(?:\/pypoetry(?:\/virtualenvs)?)?\/?$/.test(target ?? ''),
          )
          .map(({ flag, target }) => ({
            message: `poetry makes its virtual environment inside ${target ?? 'the mount'}, so that the image gets none of the packages`,
            range: flag.range,
          })),
      ),
};

function installsWithPoetry({ invocations }: RunFacts): boolean {
  return invocations.some(({ words }) => programName(words[0]) === 'poetry' && words[1]?.value === 'install');
}

/** A setting, an active environment, or a poetry.toml that may hold the setting. */
function hasEnvironmentElsewhere({ dockerfile }: DockerfileFacts): boolean {
  return (
    /VIRTUALENVS_|virtualenvs\.|VIRTUAL_ENV|-m venv|\bvirtualenv\b|poetry\.toml|POETRY_CACHE_DIR/.test(
      dockerfile.text,
    ) || dockerfile.instructions.some(copiesWholeContext)
  );
}
