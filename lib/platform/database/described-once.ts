import type { BindConfig, Client } from "pg";

type RowDescription = object;

/**
 * Asks PostgreSQL for the columns of a prepared statement once per connection. The driver asks with each answer, which is
 * half of what a short read costs this process. PostgreSQL refuses a prepared statement whose columns have changed.
 */
export function describeOnce({ connection }: Client): void {
  const bind = connection.bind.bind(connection);
  const askFor = connection.describe.bind(connection);
  /** By the statement's name; null for one that answers no rows. */
  const known = new Map<string, RowDescription | null>();
  let bound = "";
  let asked: string | null = null;

  connection.bind = (config, more) => {
    bound = (config as BindConfig).statement ?? "";
    bind(config, more);
  };
  connection.describe = (wanted, more) => {
    const columns = bound === "" ? undefined : known.get(bound);
    if (columns === undefined) {
      asked = bound;
      askFor(wanted, more);
    } else if (columns) {
      // To the query that is being sent.
      connection.emit("rowDescription", columns);
    }
  };
  const learn = (columns: RowDescription | null) => {
    if (asked) known.set(asked, columns);
    asked = null;
  };
  connection.on("rowDescription", learn);
  connection.on("noData", () => learn(null));
  connection.on("readyForQuery", () => {
    asked = null;
  });
}
