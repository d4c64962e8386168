import { createHash } from "node:crypto";
import { createServer } from "node:http";
import pg from "pg";

/*
 * What Node and PostgreSQL alone do: one server, one prepared statement, its row as JSON. Nobody is authenticated by more
 * than that row, no header is set, nothing is limited, logged, counted or drained.
 */

const { DATABASE_URL: connectionString, FLOOR_SQL: text, PORT: port } = process.env;
const pool = new pg.Pool({ connectionString });

createServer((request, response) => {
  const [, token = ""] = /osessionid=(\w+)/.exec(request.headers.cookie ?? "") ?? [];
  const tokenHash = createHash("sha256").update(token).digest("hex");
  pool.query({ name: "floor", text, values: [[tokenHash]] }).then(
    ({ rows }) => {
      response.writeHead(rows.length === 1 ? 200 : 401, { "Content-Type": "application/json" });
      response.end(JSON.stringify(rows[0]));
    },
    () => response.writeHead(500).end(),
  );
}).listen(Number(port), "127.0.0.1");
process.once("SIGTERM", () => process.exit(0));
