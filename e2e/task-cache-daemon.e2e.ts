import { taskCacheSituations } from './situations/task-cache';

jest.setTimeout(300_000);

describe('with the daemon', () => {
  taskCacheSituations(true);
});
