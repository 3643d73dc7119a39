/**
 * Sets variables for the tasks of this run. During a hook `process.env` is an object that Nx watches: the one in
 * force when this function is called is kept.
 */
export function variablesOfTasks(): (name: string, value: string) => void {
  const environment = process.env;
  return (name, value) => {
    environment[name] = value;
  };
}
