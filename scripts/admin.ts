import { closeDatabase } from "@/lib/platform/db";
import { runAdmin } from "@/scripts/admin/program";

/* `npm run admin -- <noun> <verb> …`: what operators change from the command line. */

const { code, output } = await runAdmin(process.argv.slice(2));
(code === 0 ? process.stdout : process.stderr).write(output);
process.exitCode = code;
await closeDatabase();
