/** Someone who does one thing at a time: a worker, of Node or of the web. */
export interface Helper<Task, Result> {
  run(task: Task): Promise<Result>;
}

/**
 * Has tasks done by several helpers at once and gives the results in order. A helper begins its next task when its last
 * result is taken, so no more results wait than there are helpers.
 *
 * @example
 * ```ts
 * import { inOrder } from "@unspectro/engine";
 *
 * const helper = { run: async (task: number) => task * task };
 * const squares: number[] = [];
 * for await (const square of inOrder([1, 2, 3], [helper, helper])) squares.push(square);
 * console.log(squares); // [1, 4, 9]
 * ```
 */
export async function* inOrder<Task, Result>(
  tasks: readonly Task[],
  helpers: readonly Helper<Task, Result>[],
): AsyncGenerator<Result, void, undefined> {
  const begun: Promise<Result>[] = [];
  const begin = (index: number): void => {
    if (index >= tasks.length) return;
    const result = helpers[index % helpers.length].run(tasks[index]);
    // A failure is thrown where its turn comes; until then it must not count as unheard.
    result.catch(() => {});
    begun[index] = result;
  };
  for (let i = 0; i < helpers.length; i++) begin(i);
  for (let i = 0; i < tasks.length; i++) {
    const result = await begun[i];
    delete begun[i];
    begin(i + helpers.length);
    yield result;
  }
}
