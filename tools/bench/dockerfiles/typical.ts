/**
 * Dockerfiles with the shapes, in the proportions, that were counted in public ones: a base image, packages of the
 * distribution, one or two installs, variables, copies, a command; half of the RUNs over several lines.
 */
export function typicalDockerfiles(count: number): string[] {
  const pick = picker(20_260_101);
  return Array.from({ length: count }, () => dockerfile(pick));
}

type Pick = <T>(choices: readonly T[]) => T;

/** The same row of choices every time (a linear congruential generator). */
function picker(seed: number): Pick {
  let state = seed;
  return (choices) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const choice = choices[Math.floor((state / 2 ** 32) * choices.length)];
    if (choice === undefined) throw new RangeError('nothing to choose from');
    return choice;
  };
}

const BASES = [
  'python:3.11-slim',
  'python:3.12',
  'python:3.10-alpine',
  'ubuntu:22.04',
  'debian:bookworm-slim',
  'nvidia/cuda:12.2.0-runtime-ubuntu22.04',
];

const PACKAGES = [
  'RUN apt-get update && apt-get install -y --no-install-recommends gcc git curl && rm -rf /var/lib/apt/lists/*',
  'RUN apt-get update \\\n    && apt-get install -y --no-install-recommends \\\n        build-essential \\\n        libpq-dev \\\n        git \\\n    && rm -rf /var/lib/apt/lists/*',
  'RUN apk add --no-cache gcc musl-dev',
  '',
];

const VARIABLES = [
  'ENV PYTHONUNBUFFERED=1',
  'ENV PYTHONUNBUFFERED=1 \\\n    PYTHONDONTWRITEBYTECODE=1',
  'ENV PYTHONUNBUFFERED=1 \\\n    PIP_NO_CACHE_DIR=1 \\\n    PIP_DISABLE_PIP_VERSION_CHECK=1',
  'ARG VERSION=1.0\nENV APP_VERSION=$VERSION',
  '',
];

const INSTALLS = [
  'RUN pip install -r requirements.txt',
  'RUN pip install --no-cache-dir -r requirements.txt',
  'RUN pip3 install --upgrade pip && pip3 install --no-cache-dir -r requirements.txt',
  'RUN python -m pip install --no-cache-dir .',
  'RUN pip install --upgrade pip \\\n    # the application itself\n    && pip install --no-cache-dir -r requirements.txt \\\n    && rm -rf /root/.cache/pip',
  'RUN pip install --no-cache-dir \\\n    flask==3.0.0 \\\n    gunicorn==21.2.0 \\\n    "uvicorn[standard]>=0.23"',
  'RUN apt-get update && apt-get install -y gcc && pip install -r requirements.txt && apt-get purge -y gcc',
  'RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt',
];

const ENDS = [
  'EXPOSE 8000\nCMD ["gunicorn", "-b", ":8000", "app:app"]',
  'RUN useradd -m -u 1000 app\nUSER app\nENTRYPOINT ["python", "main.py"]',
  'RUN python manage.py collectstatic --noinput\nCMD python manage.py runserver 0.0.0.0:8000',
];

function dockerfile(pick: Pick): string {
  const parts = [
    '# The image of the service.',
    `FROM ${pick(BASES)}`,
    pick(VARIABLES),
    'WORKDIR /app',
    pick(PACKAGES),
    '# Dependencies first: they change less often.',
    'COPY requirements*.txt ./',
    pick(INSTALLS),
    pick([...INSTALLS, '', '', '']),
    'COPY . .',
    pick(ENDS),
  ];
  return `${parts.filter((part) => part !== '').join('\n')}\n`;
}
