import { type Run, repeat } from "@/bench/load";
import { toUsage } from "@/bench/store";
import { hashPassword, verifyPassword, withConcurrencyLimit } from "@/lib/platform/password-hash";

/** As many as sign in at once. */
const AT_ONCE = 4;
const PASSWORD = "bench password of nobody";

/** Checks passwords for some seconds, as a sign-in does and nothing else. */
export async function runHashes(seconds: number): Promise<Run> {
  const hash = await hashPassword(PASSWORD);
  return repeat(AT_ONCE, seconds, usageOfBench, () => withConcurrencyLimit(() => verifyPassword(hash, PASSWORD)));
}

async function usageOfBench() {
  return toUsage(process.cpuUsage(), process.memoryUsage());
}
