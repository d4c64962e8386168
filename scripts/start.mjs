import { createServer } from "node:net";
import { pathToFileURL } from "node:url";
import { build, checkGround, fail, generate, install, ROOT, run, StepFailed } from "./prepare.mjs";

/* `npm start`: from a fresh clone to a serving store. `npm run dev` (`--dev`): the same, serving sources as they change. */

const development = process.argv.includes("--dev");

try {
  checkGround();
  await assertPortFree(Number(process.env.PORT || 3000), process.env.HOST || "127.0.0.1");
  await install();
  await generate();
  // Without a database of its own the store is a demo; with one, or told so, it is production.
  process.env.APP_MODE ||= process.env.DATABASE_URL || process.env.NODE_ENV === "production" ? "production" : "demo";
  await run(process.execPath, ["--import", "tsx", "scripts/check-env.ts"], {
    hint: "Set these variables, for example in .env, and start again; .env.example explains each.",
  });
  if (!development) await build();
  process.env.NODE_ENV = development ? "development" : "production";
  console.log("Starting …");
  const { register } = await import("tsx/esm/api");
  register({ tsconfig: `${ROOT}/tsconfig.json` });
  await import(pathToFileURL(`${ROOT}/server/main.ts`).href);
} catch (error) {
  fail(error);
}

/** Finds out before a minute of building what would be the end of it. */
function assertPortFree(port, host) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) => {
      const busy = error.code === "EADDRINUSE";
      reject(
        busy
          ? new StepFailed(`Port ${port} is in use: stop what uses it, or choose another: PORT=${port + 1} npm start`)
          : error,
      );
    });
    probe.listen(port, host, () => probe.close(resolve));
  });
}
