import type { Command } from "@commander-js/extra-typings";
import { getDeps } from "@/lib/deps";
import { EnvError, getEnv } from "@/lib/platform/env";
import { OperatorError } from "@/lib/platform/errors";
import { checkDatabase } from "@/server/admin/doctor/database-check";
import type { Finding } from "@/server/admin/doctor/finding";
import { checkMail, checkSms } from "@/server/admin/doctor/gateway-check";
import { checkIdentity } from "@/server/admin/doctor/identity-check";
import { checkLoyalty } from "@/server/admin/doctor/loyalty-check";
import { checkSettings } from "@/server/admin/doctor/settings-check";
import { checkSite } from "@/server/admin/doctor/site-check";
import { checkPictures, checkStorage } from "@/server/admin/doctor/storage-check";
import { checkWallet } from "@/server/admin/doctor/wallet-check";

const MARKS = { right: "✓", doubtful: "!", wrong: "✗" };

/** Adds `doctor`. */
export function addDoctor(program: Command): void {
  program
    .command("doctor")
    .description("check the configuration, and whatever it names, without changing or sending anything")
    .action(async (_options, command) => {
      const findings = await examine();
      const report = findings.map(({ state, text }) => `${MARKS[state]} ${text}`).join("\n");
      if (findings.some(({ state }) => state === "wrong")) throw new OperatorError(report);
      command.configureOutput().writeOut?.(`${report}\n`);
    });
}

async function examine(): Promise<Finding[]> {
  const env = settingsOrProblems();
  if (Array.isArray(env)) return env;
  const database = env.DATABASE_URL ? await checkDatabase(env, env.DATABASE_URL) : [];
  const isUsable = env.DATABASE_URL !== undefined && database.every(({ state }) => state !== "wrong");
  const others = await Promise.all([
    checkMail(env),
    checkSms(env),
    checkIdentity(env),
    isUsable ? getDeps().then(checkLoyalty) : [],
    checkStorage(env),
    isUsable ? getDeps().then(checkPictures) : [],
    checkSite(env),
  ]);
  return [...checkSettings(env), ...database, ...others.flat(), ...checkWallet(env)];
}

/** The settings, or what is wrong with them, beyond which nothing can be asked. */
function settingsOrProblems() {
  try {
    return getEnv();
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    return error.problems.map((text): Finding => ({ state: "wrong", text }));
  }
}
