import type { Dockerfile } from '../dockerfile/syntax';

/** `COPY --from=0`, `--mount=from=1`: with another stage above, the numbers would be those of other stages. */
export function numberedStage({ instructions }: Dockerfile): string | undefined {
  return instructions
    .flatMap(({ flags, trigger }) => [...flags, ...(trigger?.flags ?? [])])
    .map(({ name, value = '' }) => /(?:^|,|^mount=)(from=\d+)(?:,|$)/.exec(`${name}=${value}`)?.[1])
    .find((found) => found !== undefined);
}
