import { blankSeparatedWords } from '../../dockerfile/words';
import type { Stage } from '../../dockerfile/stages';
import type { DockerfileRule } from '../rule';

export const rule: DockerfileRule = {
  code: 'NDC015',
  subject: 'dockerfile',
  severity: 'info',
  title: 'The base image is whatever the registry calls latest',
  why: 'When the tag moves, every layer is made again, at a moment that nobody chose, and on some machines earlier than on others: the same commit gives different images.',
  remedy: 'name a version, or a digest',
  fix: undefined,
  bad: 'FROM debian:latest\nRUN echo hello\n',
  good: 'FROM debian:12\nRUN echo hello\n',
  find: ({ sites }) =>
    sites.stages.flatMap((stage) => {
      const reference = movingReference(stage);
      if (reference === undefined) return [];
      const [word] = blankSeparatedWords(stage.from.args);
      return [
        {
          message: `${reference} is another image from one day to the next`,
          range: word?.range ?? stage.from.keyword,
        },
      ];
    }),
};

/** Publishers whose free images have no other tags. */
const WITHOUT_VERSIONS = /^(?:cgr\.dev\/|gcr\.io\/distroless\/|chainguard\/)/;

/** Official images that are used without a tag; a name without a registry that is not among them may be a local image. */
const OFFICIAL =
  /^(?:alpine|amazonlinux|busybox|caddy|centos|clojure|composer|debian|eclipse-temurin|elixir|erlang|fedora|golang|gradle|haproxy|haskell|httpd|java|julia|mariadb|maven|memcached|mongo|mysql|nginx|node|openjdk|perl|php|postgres|pypy|python|r-base|rabbitmq|redis|ruby|rust|swift|tomcat|traefik|ubuntu|wordpress)$/;

function movingReference({ base }: Stage): string | undefined {
  if (base.kind !== 'image' || base.reference.includes('@') || WITHOUT_VERSIONS.test(base.reference))
    return undefined;
  const [, tag] = /:([\w][\w.-]*)$/.exec(base.reference) ?? [];
  if (tag === 'latest') return base.reference;
  return tag === undefined && OFFICIAL.test(base.reference.replace(/^(?:docker\.io\/)?library\//, ''))
    ? base.reference
    : undefined;
}
