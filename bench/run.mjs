// biome-ignore-start lint/style/noRestrictedImports: this runs before anything is installed, when nothing resolves @/
import { startPostgres } from "../scripts/postgres.mjs";
import { build, checkGround, fail, generate, install, run } from "../scripts/prepare.mjs";

// biome-ignore-end lint/style/noRestrictedImports: see above

/* `npm run bench`: makes everything ready, then measures. `npm run bench -- --quick` is over in a minute or two. */

/** Room for the data to stay in memory, as a real server has; commits wait for the disk, as they do there. */
const SERVER = { durable: true, settings: { shared_buffers: "512MB", max_wal_size: "4GB" } };

try {
  checkGround();
  await install();
  await generate();
  await build();
  const given = process.env.BENCH_DATABASE_URL || process.env.TEST_DATABASE_URL;
  const server = given ? null : await startPostgres(SERVER);
  console.log(
    given
      ? "Database: PostgreSQL, the server that the environment names."
      : server
        ? "Database: PostgreSQL, a server started for this."
        : "Database: the embedded one, since there is neither BENCH_DATABASE_URL nor an installed PostgreSQL.",
  );
  try {
    process.exitCode = await run(process.execPath, ["--import", "tsx", "bench/measure.ts", ...process.argv.slice(2)], {
      allowFailure: true,
      env: { BENCH_DATABASE_URL: given || server?.url || "" },
    });
  } finally {
    await server?.stop();
  }
} catch (error) {
  fail(error);
}
