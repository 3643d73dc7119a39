import { taskCacheSituations } from './situations/task-cache';

jest.setTimeout(300_000);

describe('without the daemon', () => {
  taskCacheSituations(false);
});
