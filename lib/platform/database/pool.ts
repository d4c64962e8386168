import pg from "pg";

type Callback = (error: Error | undefined, client: pg.PoolClient | undefined, release: () => void) => void;

/** A pool that tells how long each request for a connection has waited. */
export type MeasuredPool = pg.Pool & {
  /** @param listener told the seconds of each, also of one that failed */
  onWait: (listener: (seconds: number) => void) => void;
};

const WAITING_PER_CONNECTION = 50;

/** A pool before which no endless queue forms: however long each may wait, only so many do. */
export function createPool(settings: pg.PoolConfig): MeasuredPool {
  const listeners: ((seconds: number) => void)[] = [];
  const pool: MeasuredPool = Object.assign(new pg.Pool(settings), {
    onWait: (listener: (seconds: number) => void) => void listeners.push(listener),
  });
  const connect = pool.connect.bind(pool);
  // Statements outside of transactions come by the callback.
  const bounded = (callback?: Callback) => {
    if (pool.waitingCount >= pool.options.max * WAITING_PER_CONNECTION) {
      const error = new Error("too many wait for a connection");
      return callback ? callback(error, undefined, () => {}) : Promise.reject(error);
    }
    const startedAt = performance.now();
    const tell = () => {
      const seconds = (performance.now() - startedAt) / 1000;
      for (const listener of listeners) listener(seconds);
    };
    if (!callback) return connect().finally(tell);
    connect((error, client, release) => {
      tell();
      callback(error, client, release);
    });
  };
  pool.connect = bounded as typeof pool.connect;
  return pool;
}
