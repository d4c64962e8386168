import { lockActor } from "@/lib/auth/actor-service";
import type { CustomerActor } from "@/lib/auth/rules";
import type { Deps } from "@/lib/deps";
import { getCard } from "@/lib/loyalty/service";
import { transact } from "@/lib/platform/database/transact";
import { AppError } from "@/lib/platform/errors";
import { sha256, sign } from "@/lib/platform/secrets";
import { readContent } from "@/lib/wallet/card-service";
import { cardText, type Platform } from "@/lib/wallet/rules";
import { ensurePass, writeHandedOut } from "@/lib/wallet/store";

/* A member brings their card into the wallet of their phone. */

/** Which wallets the shop has cards for. */
export function findWallets({ wallets }: Pick<Deps, "wallets">): Record<Platform, boolean> {
  return { apple: wallets.apple !== null, google: wallets.google !== null };
}

/**
 * The customer's card as a `.pkpass`: the same pass for all their phones, however often they take it.
 * @throws AppError `not_found` without a card, or where the wallet is off; `throttled`; as lockActor
 */
export async function createApplePass(deps: Deps, actor: CustomerActor): Promise<Uint8Array<ArrayBuffer>> {
  const { apple } = deps.wallets;
  if (!apple) throw new AppError("not_found");
  const { pass, content } = await takeCard(deps, actor, "apple");
  const token = sign("wallet-pass", pass.serial);
  await writeHandedOut(deps.db, pass.id, { shown: sha256(cardText(content.card)), tokenHash: sha256(token) });
  return apple.sign({ serial: pass.serial, card: content.card }, token);
}

/** The address at Google that adds the customer's card to their wallet. @throws as createApplePass */
export async function createGoogleLink(deps: Deps, actor: CustomerActor): Promise<string> {
  const { google } = deps.wallets;
  if (!google) throw new AppError("not_found");
  const { pass, content } = await takeCard(deps, actor, "google");
  await writeHandedOut(deps.db, pass.id, { shown: sha256(cardText(content.card)), tokenHash: null });
  return google.saveUrl({ serial: pass.serial, card: content.card }, content.language);
}

async function takeCard(deps: Deps, actor: CustomerActor, platform: Platform) {
  const { id } = actor.customer;
  await getCard(deps, id);
  await deps.limits.consume(["walletCardsPerAccount", String(id)]);
  const pass = await transact(deps.db, async (transaction) => {
    await lockActor(transaction, actor);
    return ensurePass(transaction, id, platform);
  });
  return { pass, content: await readContent(deps, id) };
}
