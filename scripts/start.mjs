import { createServer } from "node:net";
import { build, buildServer, checkEnvironment, fail, generate, install, StepFailed } from "./prepare.mjs";

/*
 * `npm start`: from a fresh clone to a serving store. `npm run dev` (`--dev`): the same, serving pages and handlers as
 * they change. This process becomes the server, so that signals reach it.
 */

/** Built by `buildServer`. */
const DIST = "../dist/server";

const development = process.argv.includes("--dev");

try {
  checkEnvironment();
  await assertPortFree(Number(process.env.PORT || 3000), process.env.HOST || "127.0.0.1");
  await install();
  await generate();
  await buildServer();
  // Without a database of its own the store is a demo; with one, or told so, it is production.
  const { DATABASE_URL, DATABASE_URL_FILE, NODE_ENV } = process.env;
  process.env.APP_MODE ||= DATABASE_URL || DATABASE_URL_FILE || NODE_ENV === "production" ? "production" : "demo";
  await assertEnvironment();
  if (!development) await build();
  process.env.NODE_ENV = development ? "development" : "production";
  console.log("Starting …");
  await import(`${DIST}/main.js`);
} catch (error) {
  fail(error);
}

/** Finds out before a minute of building what would be the end of it. */
function assertPortFree(port, host) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) => {
      const sentences = {
        EADDRINUSE: `Port ${port} is in use: stop what uses it, or choose another: PORT=${port + 1} npm start`,
        EACCES: `Not allowed to listen on port ${port}: choose one above 1023: PORT=3000 npm start`,
      };
      const sentence = sentences[error.code];
      reject(sentence ? new StepFailed(sentence) : error);
    });
    probe.listen(port, host, () => probe.close(resolve));
  });
}

/** The same for settings, and for what the shop says about itself. */
async function assertEnvironment() {
  const [{ getEnv }, { getFields }] = await Promise.all([import(`${DIST}/env.js`), import(`${DIST}/fields.js`)]);
  try {
    getEnv();
    getFields();
  } catch (error) {
    if (error.name === "ShopConfigError") throw new StepFailed(error.message);
    throw new StepFailed(
      `${error.message}\nSet these variables, for example in .env, and start again; .env.example explains each.`,
    );
  }
}
