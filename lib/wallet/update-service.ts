import type { AppleWallet } from "@/lib/adapters/wallet/port";
import { WalletUnavailableError } from "@/lib/adapters/wallet/port";
import type { Deps } from "@/lib/deps";
import { DAY_MS } from "@/lib/platform/dates";
import { ATTEMPTS_IN_A_DAY } from "@/lib/platform/jobs/rules";
import type { JobHandler, JobOutcome, JobRegistry } from "@/lib/platform/jobs/service";
import { sha256 } from "@/lib/platform/secrets";
import { type CardContent, readContent } from "@/lib/wallet/card-service";
import { cardText, updateKind } from "@/lib/wallet/rules";
import {
  deletePassesEndedBefore,
  deletePhonesByToken,
  findPass,
  type PassRow,
  readPushTokens,
  touchPass,
  writeShown,
} from "@/lib/wallet/store";

/*
 * Wallets follow the card: whoever changes it wakes the job of each pass, which compares what there is with what was told. So
 * it can be woken once too often, and nothing that happened meanwhile is lost.
 */

/** For so long phones may ask what became of a pass that has ended. */
const ENDED_KEPT_DAYS = 7;

export const walletJobs: JobRegistry<Deps> = {
  [updateKind("apple")]: updating(async (deps, pass) => {
    const { apple } = deps.wallets;
    return apple ? pushChange(deps, apple, pass) : null;
  }),
  [updateKind("google")]: updating(async ({ wallets }, { serial }, { card, language }) => {
    await wallets.google?.update({ serial, card }, language);
    return null;
  }),
};

/** @param tell brings what a pass shows to the wallet @returns a code for what failed, if anything did */
function updating(tell: (deps: Deps, pass: PassRow, content: CardContent) => Promise<string | null>): JobHandler<Deps> {
  return {
    maxAttempts: ATTEMPTS_IN_A_DAY,
    run: async (deps, { key }): Promise<JobOutcome> => {
      const pass = await findPass(deps.db, BigInt(key ?? 0));
      if (!pass) return "done";
      const content = await readContent(deps, pass.customerId, { isAnew: true });
      if (content.isOutdated) return { retry: "points_unavailable" };
      const shown = sha256(cardText(content.card));
      if (shown === pass.shown) return "done";
      try {
        const failure = await tell(deps, pass, content);
        if (failure !== null) return { retry: failure };
      } catch (error) {
        if (error instanceof WalletUnavailableError) return { retry: error.reason, error };
        throw error;
      }
      await writeShown(deps.db, pass.id, shown);
      return "done";
    },
  };
}

async function pushChange({ db }: Deps, apple: AppleWallet, { id }: PassRow): Promise<string | null> {
  // Before, since the phones ask at once what has changed.
  await touchPass(db, id);
  const { gone, failure } = await apple.push(await readPushTokens(db, id));
  if (gone.length > 0) await deletePhonesByToken(db, id, gone);
  return failure;
}

export function purgeEndedPasses({ db, now }: Deps): Promise<void> {
  return deletePassesEndedBefore(db, new Date(now().getTime() - ENDED_KEPT_DAYS * DAY_MS));
}
