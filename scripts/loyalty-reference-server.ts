import { Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { startLoyaltyReferenceServer } from "@/lib/testing/loyalty-reference-server";

/* `npm run loyalty-server`: a loyalty programme by docs/loyalty-http.md, in memory, that fails on demand. */

/** Published with the source: for a programme that holds nobody's points. */
const DEMO_SECRET = "reference-server-secret-that-everybody-knows";

const program = new Command("npm run loyalty-server --")
  .description(
    "Serves a loyalty programme by the contract in docs/loyalty-http.md, which forgets everybody when it ends.",
  )
  .option("--host <address>", "where it listens", "127.0.0.1")
  .addOption(new Option("--port <number>", "where it listens").argParser(wholeNumber).default(4020))
  .option("--secret <text>", "with which the store signs", DEMO_SECRET)
  .option("--region <code>", "of phones without a country code, such as TR", "TR")
  .addOption(new Option("--welcome-points <number>", "for each new account").argParser(wholeNumber).default(0))
  .option("--unique-phones", "refuse an account whose phone belongs to another", false)
  .option("--without-ledger", "answer 501 to requests for the ledger", false)
  .parse();
const { host, port, ...settings } = program.opts();

const server = await startLoyaltyReferenceServer(settings, { host, port }).catch((error: Error) =>
  program.error(`error: ${error.message}`),
);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void server.close());
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

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError("It is a whole number.");
  return Number(text);
}
