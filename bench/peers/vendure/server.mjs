import vendure from "@vendure/core";

const { DATABASE_URL: url, APP_SECRET: secret, HOST: hostname, PORT: port } = process.env;
const { bootstrap, DefaultLogger, LogLevel } = vendure;
const SHOPPERS = 48;
const PROFILE = "{ activeCustomer { id firstName lastName emailAddress phoneNumber } }";

process.env.VENDURE_DISABLE_TELEMETRY = "true";
const load = [];
await bootstrap({
  apiOptions: {
    hostname,
    port: Number(port),
    adminApiPath: "admin-api",
    shopApiPath: "shop-api",
    middleware: [
      {
        route: "bench-load",
        handler: (_request, response, next) => (load.length < SHOPPERS ? next() : response.end(JSON.stringify(load))),
      },
    ],
  },
  authOptions: {
    tokenMethod: ["bearer"],
    requireVerification: false,
    superadminCredentials: { identifier: "superadmin", password: secret },
    cookieOptions: { secret },
  },
  dbConnectionOptions: { type: "postgres", url, synchronize: true, logging: false },
  paymentOptions: { paymentMethodHandlers: [] },
  logger: new DefaultLogger({ level: LogLevel.Error }),
});

for (let number = 0; number < SHOPPERS; number++) load.push(await signedIn(number));

async function signedIn(number) {
  const [email, password] = [`shopper${number}@bench.example`, "bench password of nobody"];
  const input = { emailAddress: email, password, firstName: "Shopper", lastName: `Number ${number}` };
  const register =
    "mutation ($input: RegisterCustomerInput!) { registerCustomerAccount(input: $input) { __typename } }";
  await ask(register, { input });
  const login =
    "mutation ($email: String!, $password: String!) { login(username: $email, password: $password) { __typename } }";
  const response = await ask(login, { email, password });
  const headers = {
    "content-type": "application/json",
    authorization: `Bearer ${response.headers.get("vendure-auth-token")}`,
  };
  return { method: "POST", path: "/shop-api", headers, body: JSON.stringify({ query: PROFILE }) };
}

function ask(query, variables) {
  return fetch(`http://${hostname}:${port}/shop-api`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
}
process.once("SIGTERM", () => process.exit(0));
