import { defineConfig } from "prisma/config";

/** Only `prisma generate` reads this; migrations go through `scripts/database/`. */
export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
});
