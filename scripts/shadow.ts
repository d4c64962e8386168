import { once } from "node:events";
import { appendFileSync, readFileSync } from "node:fs";
import { Command, InvalidArgumentError } from "@commander-js/extra-typings";
import { getDeps } from "@/lib/deps";
import { closeDatabase } from "@/lib/platform/db";
import { deviations as deviationsFile } from "@/lib/shadow/schema";
import { openShadowIdentity } from "@/lib/shadow/service";
import { createShadowProxy } from "@/server/shadow-proxy";

/* `npm run shadow -- --old <url> --ours <url>`: stands before the old platform and tells where ours answers otherwise. */

const program = new Command("npm run shadow --")
  .description("Passes every request on to the old platform, and compares what is read with what our store answers.")
  .requiredOption("--old <url>", "the old platform", address)
  .requiredOption("--ours <url>", "our store, whose database the environment names", address)
  .option("--host <address>", "where it listens", "127.0.0.1")
  .option("--port <number>", "where it listens", "4030")
  .option("--report <file>", "where differences are written, as JSON Lines", "differences.jsonl")
  .option("--deviations <file>", "which differences are meant, as JSON; see docs/moving-in.md")
  .option("--source <name>", "the platform that customers were imported from", "import")
  .parse();
const { old, ours, host, port, report: file, deviations, source } = program.opts();

const proxy = createShadowProxy({
  old,
  ours,
  deviations: deviations ? deviationsFile.parse(JSON.parse(readFileSync(deviations, "utf8"))) : [],
  identify: openShadowIdentity(await getDeps(), source),
  report: (line) => appendFileSync(file, `${JSON.stringify(line)}\n`),
});
proxy.server.listen(Number(port), host);
await once(proxy.server, "listening");
console.log(`Listening on http://${host}:${port} before ${old.href}. Differences are written to ${file}.`);
await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
proxy.server.close();
proxy.server.closeIdleConnections();
await proxy.idle();
console.log(JSON.stringify(proxy.counts));
await closeDatabase();

function address(text: string): URL {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new InvalidArgumentError("It is an http or https address.");
  return new URL(text);
}
