import type { Pool, PoolClient } from "pg";

type Callback = (error: Error | undefined, client: PoolClient | undefined, release: () => void) => void;

const WAITING_PER_CONNECTION = 50;

/** Lets no endless queue form before a pool: however long each may wait, only so many do. @returns the same pool */
export function boundQueue<P extends Pool>(pool: P): P {
  const connect = pool.connect.bind(pool);
  // Statements outside of transactions come by the callback.
  const bounded = (callback?: Callback) => {
    if (pool.waitingCount < pool.options.max * WAITING_PER_CONNECTION) return callback ? connect(callback) : connect();
    const error = new Error("too many wait for a connection");
    if (!callback) return Promise.reject(error);
    callback(error, undefined, () => {});
  };
  pool.connect = bounded as typeof pool.connect;
  return pool;
}
