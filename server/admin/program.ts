import { Command, CommanderError } from "@commander-js/extra-typings";
import { AppError, FieldErrors, OperatorError } from "@/lib/platform/errors";
import { errorText, fieldText } from "@/lib/platform/i18n/translate";
import { addDoctor } from "@/server/admin/doctor";
import { addImport } from "@/server/admin/import";
import { addKeys } from "@/server/admin/keys";
import { addLoyalty } from "@/server/admin/loyalty";
import { addPasskeys } from "@/server/admin/passkeys";
import { addPhones } from "@/server/admin/phones";
import { addSegments } from "@/server/admin/segments";
import { addSettings } from "@/server/admin/settings";
import { addTokens } from "@/server/admin/tokens";
import { addWebhooks } from "@/server/admin/webhooks";
import { explainFailure } from "@/server/explain-failure";

/**
 * Carries out one command.
 *
 * @param words what follows `npm run admin --`
 * @returns its exit code, and what it prints
 */
export async function runAdmin(words: readonly string[]): Promise<{ code: number; output: string }> {
  let output = "";
  const write = (text: string) => {
    output += text;
  };
  const program = new Command("npm run admin --")
    .description("Manages the shop whose database the environment names.")
    .addHelpText(
      "after",
      "\nWhile the store runs on the embedded database, only changes of points work: stop it for the rest.",
    )
    .configureOutput({ writeOut: write, writeErr: write })
    .showHelpAfterError("Add --help to see how it is used.")
    .exitOverride();
  const nouns = [
    addSegments,
    addTokens,
    addSettings,
    addLoyalty,
    addPasskeys,
    addPhones,
    addKeys,
    addWebhooks,
    addImport,
    addDoctor,
  ];
  for (const addNoun of nouns) addNoun(program);
  try {
    await program.parseAsync(words, { from: "user" });
    return { code: 0, output };
  } catch (error) {
    if (error instanceof CommanderError) return { code: error.exitCode, output };
    return { code: 1, output: `${sentenceFor(error)}\n` };
  }
}

function sentenceFor(error: unknown): string {
  if (error instanceof OperatorError) return error.message;
  if (error instanceof AppError) return errorText("en", error.code, error.values);
  if (error instanceof FieldErrors) {
    const problems = Object.values(error.fields).flat();
    return problems.map((problem) => fieldText("en", problem)).join(" ");
  }
  return explainFailure(error);
}
