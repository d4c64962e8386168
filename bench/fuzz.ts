import { parseArgs } from "node:util";
import { startVitest } from "vitest/node";

/*
 * `npm run fuzz -- [--minutes 60] [--seed 1] [--only "POST /users/login/"] [--limits default]`: server/fuzz.test.ts for as
 * long as is wanted (docs/testing.md). Ends with 1 when it has found something.
 */

const { values: options } = parseArgs({
  options: {
    minutes: { type: "string", default: "5" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
    limits: { type: "string" },
  },
});
for (const [name, value] of Object.entries(options)) process.env[`FUZZ_${name.toUpperCase()}`] = value;

const vitest = await startVitest("test", ["server/fuzz.test.ts"], { watch: false, disableConsoleIntercept: true });
await vitest.close();
