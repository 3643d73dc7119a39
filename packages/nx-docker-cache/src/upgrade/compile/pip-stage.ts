import { freeStageName, takenNames, type NewStage } from '../new-stage';
import type { Sites } from '../sites';

const FOLDER = '/opt/pip-compile';

/** A pip that compiles in one step behind the install. It goes by the name of pip, so that all that reads the RUN knows it. */
export const PIP_PROGRAM = `${FOLDER}/pip`;

/**
 * It is pip, in the same process as the console script of pip has it. What it compiles is exactly what pip would have: the
 * Python files of the packages whose RECORD pip has just written (pip, `_internal/operations/install/wheel.py`,
 * `pyc_source_file_paths`; files that are no Python of this version are passed over, as pip does).
 */
const SCRIPT = `#!/usr/bin/env python3
# pip, and then one step that compiles on all cores what it has installed.
import os
import runpy
import site
import sys
import time
from compileall import compile_file
from concurrent.futures import ProcessPoolExecutor
from functools import partial


def installed(since):
    path = dict.fromkeys([*sys.path, site.getusersitepackages()])
    for package in distributions(path=list(path)):
        files = [str(package.locate_file(file)) for file in package.files or []]
        records = [file for file in files if file.endswith(".dist-info/RECORD")]
        if any(os.path.exists(file) and os.path.getmtime(file) >= since for file in records):
            yield from (file for file in files if file.endswith(".py"))


if __name__ == "__main__":
    try:
        from importlib.metadata import distributions
        from pip._internal.cli.main import main
    except ImportError:  # before Python 3.8 and pip 19.3: pip compiles by itself
        sys.argv.remove("--no-compile")
        runpy.run_module("pip", run_name="__main__", alter_sys=True)
        sys.exit()

    begin = time.time() - 0.1
    status = main()
    if status == 0:
        with ProcessPoolExecutor() as pool:
            list(pool.map(partial(compile_file, quiet=2), installed(begin), chunksize=16))
    sys.exit(status)`;

const COPY = `COPY --chmod=755 <<'EOF' /bin/pip\n${SCRIPT}\nEOF`;

/** The stage that holds it for the RUNs of all others: the first, where an earlier upgrade has put it there; otherwise one above it. */
export function pipStage(sites: Sites): NewStage | undefined {
  const { dockerfile, stages } = sites;
  const [first] = stages;
  if (first === undefined) return undefined;
  const above = first.from;
  const isThere = first.instructions.some(({ instruction: { range } }) =>
    dockerfile.text.startsWith(COPY, range.start),
  );
  if (isThere && first.name !== undefined) return { name: first.name, above, instructions: [] };
  const name = freeStageName('pip-compile', takenNames(sites));
  return { name, above, instructions: [`FROM scratch AS ${name}`, COPY] };
}

/** The flag by which a RUN finds it. It leaves nothing in the image. */
export function pipMount({ name }: Pick<NewStage, 'name'>): string {
  return `--mount=from=${name},source=/bin,target=${FOLDER}`;
}
