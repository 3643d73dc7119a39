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
];
