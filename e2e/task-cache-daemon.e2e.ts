import { taskCacheSituations } from './situations/task-cache';

jest.setTimeout(900_000);

describe('with the daemon', () => {
  taskCacheSituations(true);
});
