import { createServer } from "node:http";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { toNodeHandler } from "better-auth/node";
import pg from "pg";

const { DATABASE_URL: connectionString, APP_URL: baseURL, APP_SECRET: secret, HOST: host, PORT: port } = process.env;
const SHOPPERS = 48;

const auth = betterAuth({
  baseURL,
  secret,
  database: new pg.Pool({ connectionString }),
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
});
await (await getMigrations(auth.options)).runMigrations();

const load = [];
for (let number = 0; number < SHOPPERS; number++) {
  const body = {
    name: `Shopper ${number}`,
    email: `shopper${number}@bench.example`,
    password: "bench password of nobody",
  };
  const { headers } = await auth.api.signUpEmail({ body, returnHeaders: true });
  const cookie = headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  load.push({ method: "GET", path: "/api/auth/get-session", headers: { cookie } });
}

const answer = toNodeHandler(auth);
createServer((request, response) => {
  if (request.url === "/bench-load") return response.end(JSON.stringify(load));
  answer(request, response);
}).listen(Number(port), host);
process.once("SIGTERM", () => process.exit(0));
