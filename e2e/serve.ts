import { seed } from "@/prisma/seed";
import { seedTestShoppers } from "@/prisma/test-shoppers";
import { runServer } from "@/scripts/server";
import { SHOPPERS } from "./shoppers";

/* The production server on a database that has the journeys' customers. */

await runServer({
  development: false,
  seed: async (db) => {
    await seed(db);
    await seedTestShoppers(db, SHOPPERS);
  },
});
