import type { LimitFunction } from "p-limit";
import "@/lib/platform/password-hash";

/** The lanes in which passwords are hashed. */
function lanes(): Record<"signIns" | "newPasswords" | "preparations" | "hashes", LimitFunction> {
  return (globalThis as unknown as { storefrontHashing: ReturnType<typeof lanes> }).storefrontHashing;
}

/** Whether a password is being hashed, or is to be. */
export function isHashing(): boolean {
  return Object.values(lanes()).some(({ activeCount, pendingCount }) => activeCount + pendingCount > 0);
}

/** How many password hashes are made or compared while the work runs: what an onlooker could tell by a clock. */
export async function countHashes<T>(work: () => Promise<T>): Promise<{ hashes: number; result: T }> {
  const hashing = lanes();
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
