import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import pg from "pg";

/*
 * What Node and PostgreSQL alone do: one server, a prepared statement that reads, and for a PATCH a second one that writes
 * the name; a row as JSON. Nobody is authenticated by more than that row, no header is set, nothing is checked, limited,
 * logged, counted or drained.
 */

const { DATABASE_URL: connectionString, FLOOR_READ_SQL: read, FLOOR_WRITE_SQL: write, PORT: port } = process.env;
const pool = new pg.Pool({ connectionString });

async function answer(request) {
  const [, token = ""] = /osessionid=(\w+)/.exec(request.headers.cookie ?? "") ?? [];
  const tokenHash = createHash("sha256").update(token).digest("hex");
  const { rows } = await pool.query({ name: "read", text: read, values: [[tokenHash]] });
  if (request.method !== "PATCH" || rows.length === 0) return rows;
  const { first_name: firstName } = await json(request);
  return (await pool.query({ name: "write", text: write, values: [rows[0].id, firstName] })).rows;
}

createServer((request, response) => {
  answer(request).then(
    (rows) => {
      response.writeHead(rows.length === 1 ? 200 : 401, { "Content-Type": "application/json" });
      response.end(JSON.stringify(rows[0]));
    },
    () => response.writeHead(500).end(),
  );
}).listen(Number(port), "127.0.0.1");
process.once("SIGTERM", () => process.exit(0));
