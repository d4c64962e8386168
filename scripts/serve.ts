import { seed } from "@/prisma/seed";
import { runServer } from "@/scripts/server";

/* What `npm start` and `npm run dev` (`--dev`) run once everything is made ready. */

await runServer({
  development: process.argv.includes("--dev"),
  // The demo's people have a public password: never in production.
  seed: async (db, env) => {
    if (env.APP_MODE !== "production") await seed(db);
  },
});
