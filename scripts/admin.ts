import { closeDatabase } from "@/lib/platform/db";
import { setEnvDefaults } from "@/lib/platform/env";
import { runAdmin } from "@/server/admin/program";

/* `npm run admin -- <noun> <verb> …`: what operators change from the command line. */

// No shopper waits for a statement of these: an import's may take long where the disk is busy.
setEnvDefaults({ DATABASE_STATEMENT_TIMEOUT_MS: "60000" });

const { code, output } = await runAdmin(process.argv.slice(2));
(code === 0 ? process.stdout : process.stderr).write(output);
process.exitCode = code;
await closeDatabase();
