import fc from "fast-check";

/**
 * Properties draw the same cases in every run, so that a failure is the change's and not the day's. Other cases:
 * `FAST_CHECK_SEED=$RANDOM npx vitest run`; a failure names the seed that brings it back.
 */
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20261) });
