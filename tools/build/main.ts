import { buildPackage } from './build-package';

buildPackage();
