import { parseArgs } from "node:util";
import { z } from "zod";
import { startLoyaltyReferenceServer } from "@/lib/testing/loyalty-reference-server";

/* `npm run loyalty-server -- --port 4020`: a loyalty programme by docs/loyalty-http.md, in memory, that fails on demand. */

const USAGE = `npm run loyalty-server -- [--port 4020] [--host 127.0.0.1] [--secret <text>] [--region TR]
                          [--welcome-points 0] [--unique-phones] [--without-ledger]`;

/** Published with the source: for a programme that holds nobody's points. */
const DEMO_SECRET = "reference-server-secret-that-everybody-knows";

const given = z.object({
  host: z.string(),
  port: z.coerce.number().int().min(0).max(65_535),
  secret: z.string().min(1),
  region: z.string().regex(/^[A-Z]{2}$/, "is two capital letters, as TR"),
  "welcome-points": z.coerce.number().int().min(0),
  "unique-phones": z.boolean(),
  "without-ledger": z.boolean(),
});

try {
  const { host, port, ...settings } = readArguments();
  const server = await startLoyaltyReferenceServer(
    {
      secret: settings.secret,
      region: settings.region,
      welcomePoints: settings["welcome-points"],
      uniquePhones: settings["unique-phones"],
      withoutLedger: settings["without-ledger"],
    },
    { host, port },
  );
  const setting = { provider: "http", base_url: server.url, secret: { env: "LOYALTY_HTTP_SECRET" } };
  console.log(`The loyalty programme listens on ${server.url} and forgets everybody when it ends (Ctrl-C).

Start the store with
  LOYALTY_HTTP_SECRET='${settings.secret}'
and point it there:
  npm run admin -- settings set CUSTOMER_LOYALTY_CARD_SERVICE '${JSON.stringify(setting)}'

Look inside, give points, make it fail (docs/loyalty-http.md, "Trying out failures"):
  curl ${server.url}/_control
  curl -d '{"account_number": "R…", "points": 120}' ${server.url}/_control
  curl -d '{"fault": "slow", "ms": 4000, "operation": "balance", "times": 3}' ${server.url}/_control
  curl -d '{"reset": true}' ${server.url}/_control`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void server.close());
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  process.exitCode = 1;
}

function readArguments(): z.infer<typeof given> {
  const { values } = parseArgs({
    options: {
      host: { type: "string", default: "127.0.0.1" },
      port: { type: "string", default: "4020" },
      secret: { type: "string", default: DEMO_SECRET },
      region: { type: "string", default: "TR" },
      "welcome-points": { type: "string", default: "0" },
      "unique-phones": { type: "boolean", default: false },
      "without-ledger": { type: "boolean", default: false },
    },
  });
  const parsed = given.safeParse(values);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  return parsed.data;
}
