import type { AppleWallet } from "@/lib/adapters/wallet/port";
import type { Deps } from "@/lib/deps";
import { AppError } from "@/lib/platform/errors";
import type { RequestContext } from "@/lib/platform/request-context";
import { sha256 } from "@/lib/platform/secrets";
import { readContent } from "@/lib/wallet/card-service";
import { isKnownSince, passTokenIn, withoutNames } from "@/lib/wallet/rules";
import { deletePhone, findPassByToken, type PassRow, readPassesOfPhone, writePhone } from "@/lib/wallet/store";

/*
 * What phones ask of their passes: Apple's PassKit Web Service. Whoever has a pass has its token, and that is all we know of
 * them. Wrong tokens, other pass types and serials that are none are answered alike.
 */

/** A pass as a phone names it. @param authorization the request's header */
export type PassClaim = { type: string; serial: string; authorization: string | null };

/** Registers a phone to be told when the pass changes. @returns whether it is new to the pass @throws as getPass */
export async function registerPhone(
  deps: Deps,
  claim: PassClaim,
  { device, pushToken }: { device: string; pushToken: string },
): Promise<boolean> {
  const { pass } = await authenticate(deps, claim);
  return writePhone(deps.db, pass.id, { deviceHash: sha256(device), pushToken });
}

/** @throws as getPass */
export async function unregisterPhone(deps: Deps, claim: PassClaim, device: string): Promise<void> {
  const { pass } = await authenticate(deps, claim);
  await deletePhone(deps.db, pass.id, sha256(device));
}

/**
 * Which passes of a phone have changed since it last asked. @param since `lastUpdated` of the answer before; null for all
 * @returns null for none @throws AppError `not_found` where the wallet is off, `throttled`
 */
export async function listChangedPasses(
  deps: Deps,
  { device, type, since }: { device: string; type: string; since: number | null },
): Promise<{ serials: string[]; lastUpdated: number } | null> {
  const apple = getApple(deps);
  const deviceHash = sha256(device);
  const passes = type === apple.passTypeId ? await readPassesOfPhone(deps.db, deviceHash) : [];
  if (passes.length === 0) return null;
  await deps.limits.consume(["walletCalls", `phone:${deviceHash}`]);
  const times = passes.map(({ changedAt }) => changedAt.getTime() / 1000);
  const serials = passes.flatMap(({ serial }, index) => ((times[index] ?? 0) > (since ?? 0) ? serial : []));
  return serials.length > 0 ? { serials, lastUpdated: Math.max(...times) } : null;
}

/**
 * The pass as it is now, signed anew. @param ifModifiedSince the request's header
 * @returns `file` null for what the phone has
 * @throws AppError `not_found` where the wallet is off, `token_invalid`, `throttled`
 */
export async function getPass(
  deps: Deps,
  claim: PassClaim,
  ifModifiedSince: string | null,
): Promise<{ file: Uint8Array<ArrayBuffer> | null; changedAt: Date }> {
  const { pass, apple, token } = await authenticate(deps, claim);
  const { serial, changedAt } = pass;
  // Also for a phone that has it: points that turn out to have changed reach all of the customer's phones.
  const { card } = await readContent(deps, pass.customerId);
  if (isKnownSince(ifModifiedSince, changedAt)) return { file: null, changedAt };
  return { file: await apple.sign({ serial, card }, token), changedAt };
}

/** Takes note of what a phone did not like. @throws AppError `not_found` where the wallet is off, `throttled` */
export async function logPhone(
  deps: Deps,
  messages: readonly string[],
  { network }: Pick<RequestContext, "network">,
): Promise<void> {
  getApple(deps);
  await deps.limits.consume(["walletCalls", `log:${network}`]);
  deps.log.warn({ messages: messages.map(withoutNames) }, "a phone reported faults of a pass");
}

async function authenticate(
  deps: Deps,
  { type, serial, authorization }: PassClaim,
): Promise<{ pass: PassRow; apple: AppleWallet; token: string }> {
  const apple = getApple(deps);
  const token = passTokenIn(authorization);
  const pass = token && type === apple.passTypeId ? await findPassByToken(deps.db, serial, sha256(token)) : null;
  if (!token || !pass) throw new AppError("token_invalid");
  await deps.limits.consume(["walletCalls", `pass:${pass.id}`]);
  return { pass, apple, token };
}

function getApple({ wallets }: Deps): AppleWallet {
  if (!wallets.apple) throw new AppError("not_found");
  return wallets.apple;
}
