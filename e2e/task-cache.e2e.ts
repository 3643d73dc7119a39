import { taskCacheSituations } from './situations/task-cache';

jest.setTimeout(900_000);

describe('without the daemon', () => {
  taskCacheSituations(false);
});
