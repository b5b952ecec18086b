/** Lets one task in at a time, in the order they came: for what shares a buffer. */
export type Turn = <T>(task: () => Promise<T>) => Promise<T>;

export function createTurn(): Turn {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const mine = last.then(task, task);
    last = mine;
    return mine;
  };
}
