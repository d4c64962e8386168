import type { LimitFunction } from "p-limit";
import "@/lib/platform/password-hash";

/** How many password hashes are made or compared while the work runs: what an onlooker could tell by a clock. */
export async function countHashes<T>(work: () => Promise<T>): Promise<{ hashes: number; result: T }> {
  const { storefrontHashing: hashing } = globalThis as unknown as { storefrontHashing: { hashes: LimitFunction } };
  const turns = hashing.hashes;
  let hashes = 0;
  hashing.hashes = Object.assign(((...task: Parameters<LimitFunction>) => {
    hashes += 1;
    return turns(...task);
  }) as LimitFunction);
  try {
    return { result: await work(), hashes };
  } finally {
    hashing.hashes = turns;
  }
}
