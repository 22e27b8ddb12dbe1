/**
 * Where the random proofs begin. The gate repeats one known walk, so that a change is judged by itself and not by
 * luck; `npm run soak` takes new seeds, and a seed that finds something becomes a case.
 */
export const seed = Number(process.env.TESSERA_SEED ?? 77);
