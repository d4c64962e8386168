import type { SqlDriverAdapterFactory, SqlQueryable } from "@prisma/driver-adapter-utils";

/** Wraps each statement that Prisma sends. @param sql null for the start of a transaction */
export type StatementWatch = <Result>(sql: string | null, work: () => Promise<Result>) => Promise<Result>;

/** Has every statement, of transactions too, and every start of a transaction go through the watch. */
export function watchAdapter(factory: SqlDriverAdapterFactory, watch: StatementWatch): SqlDriverAdapterFactory {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = watchStatements(await connect(), watch);
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (level) => watchStatements(await watch(null, () => start(level)), watch);
    return adapter;
  };
  return factory;
}

function watchStatements<Queryable extends SqlQueryable>(queryable: Queryable, watch: StatementWatch): Queryable {
  const query = queryable.queryRaw.bind(queryable);
  const execute = queryable.executeRaw.bind(queryable);
  queryable.queryRaw = (statement) => watch(statement.sql, () => query(statement));
  queryable.executeRaw = (statement) => watch(statement.sql, () => execute(statement));
  return queryable;
}
