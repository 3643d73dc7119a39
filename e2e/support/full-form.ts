/** Whether `npm run test:full` runs, with what takes too long for every `npm test`. */
export const IS_FULL = process.env['NX_DOCKER_CACHE_TEST_FULL'] === '1';
