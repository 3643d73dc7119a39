/* Generated from the files of rules/list by `npm run codegen`. */
import type { Rule } from './rule';
import { rule as NDC001 } from './list/NDC001-install-without-mount';
import { rule as NDC002 } from './list/NDC002-mount-defeated';
import { rule as NDC003 } from './list/NDC003-mount-wiped';
import { rule as NDC004 } from './list/NDC004-mount-misplaced';
import { rule as NDC005 } from './list/NDC005-mount-of-another-user';
import { rule as NDC006 } from './list/NDC006-mount-without-lock';
import { rule as NDC007 } from './list/NDC007-docker-clean';
import { rule as NDC008 } from './list/NDC008-id-of-several-releases';
import { rule as NDC009 } from './list/NDC009-one-folder-two-ids';
import { rule as NDC010 } from './list/NDC010-copy-all-above-install';
import { rule as NDC011 } from './list/NDC011-arg-above-install';
import { rule as NDC012 } from './list/NDC012-apt-update-alone';
import { rule as NDC013 } from './list/NDC013-secret-in-variable';
import { rule as NDC014 } from './list/NDC014-secret-copied';
import { rule as NDC015 } from './list/NDC015-moving-base';
import { rule as NDC016 } from './list/NDC016-install-twice';
import { rule as NDC017 } from './list/NDC017-output-in-mount';
import { rule as NDC018 } from './list/NDC018-uv-link-mode';
import { rule as NDC019 } from './list/NDC019-poetry-venv-in-mount';
import { rule as NDC020 } from './list/NDC020-mount-hides-tools';
import { rule as NDC021 } from './list/NDC021-syntax-too-old';
import { rule as NDC022 } from './list/NDC022-cache-export-of-last-stage';
import { rule as NDC023 } from './list/NDC023-refused';
import { rule as NDC101 } from './list/NDC101-engine-down';
import { rule as NDC102 } from './list/NDC102-no-docker-command';
import { rule as NDC103 } from './list/NDC103-buildx-missing';
import { rule as NDC104 } from './list/NDC104-buildx-too-old';
import { rule as NDC105 } from './list/NDC105-engine-too-old';
import { rule as NDC106 } from './list/NDC106-buildkit-switched-off';
import { rule as NDC107 } from './list/NDC107-builder-refused';
import { rule as NDC108 } from './list/NDC108-no-cache-export';
import { rule as NDC109 } from './list/NDC109-image-not-in-engine';
import { rule as NDC110 } from './list/NDC110-disk-nearly-full';
import { rule as NDC111 } from './list/NDC111-collection-takes-mounts';
import { rule as NDC112 } from './list/NDC112-builds-without-proxy';
import { rule as NDC113 } from './list/NDC113-proxy-on-loopback';
import { rule as NDC114 } from './list/NDC114-certificates-not-in-builds';
import { rule as NDC201 } from './list/NDC201-secret-in-copied-folder';
import { rule as NDC202 } from './list/NDC202-useless-folder-copied';
import { rule as NDC203 } from './list/NDC203-let-in-and-unread';
import { rule as NDC204 } from './list/NDC204-large-context';
import { rule as NDC205 } from './list/NDC205-snapshot-due';
import { rule as NDC301 } from './list/NDC301-requirement-not-pinned';
import { rule as NDC302 } from './list/NDC302-heavy-among-many';

/** Every rule, by its code. */
export const RULES: readonly Rule[] = [
  NDC001,
  NDC002,
  NDC003,
  NDC004,
  NDC005,
  NDC006,
  NDC007,
  NDC008,
  NDC009,
  NDC010,
  NDC011,
  NDC012,
  NDC013,
  NDC014,
  NDC015,
  NDC016,
  NDC017,
  NDC018,
  NDC019,
  NDC020,
  NDC021,
  NDC022,
  NDC023,
  NDC101,
  NDC102,
  NDC103,
  NDC104,
  NDC105,
  NDC106,
  NDC107,
  NDC108,
  NDC109,
  NDC110,
  NDC111,
  NDC112,
  NDC113,
  NDC114,
  NDC201,
  NDC202,
  NDC203,
  NDC204,
  NDC205,
  NDC301,
  NDC302,
];
