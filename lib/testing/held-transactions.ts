import { AsyncLocalStorage } from "node:async_hooks";
import type { Deps } from "@/lib/deps";
import type { Db } from "@/lib/platform/db";

/*
 * Whoever waits for another system with a transaction open holds a connection and its locks for as long as that system
 * likes. Every test's database and ports are watched for it, and lib/testing/setup.ts fails the test that does it.
 */

type Ports = Pick<Deps, "sms" | "mail" | "webhooks" | "wallets" | "storage" | "loyalty" | "identityProvider">;

// On globalThis, since the worker's shop outlives the modules of one file.
const shared = globalThis as {
  testTransactions?: { open: AsyncLocalStorage<true>; heldOver: string[] };
};
shared.testTransactions ??= { open: new AsyncLocalStorage(), heldOver: [] };
const { open, heldOver } = shared.testTransactions;

/** Which calls of other systems were made in a transaction since this was last asked. */
export function takeHeldTransactions(): string[] {
  return heldOver.splice(0);
}

/** Lets whatever runs in a transaction of this database know that it does. @returns the same database */
export function watchTransactions(db: Db): Db {
  const transact = db.$transaction.bind(db) as (work: unknown, ...options: unknown[]) => Promise<unknown>;
  const watched = (work: unknown, ...options: unknown[]) =>
    typeof work === "function"
      ? transact((transaction: unknown) => open.run(true, () => work(transaction)), ...options)
      : transact(work, ...options);
  return Object.assign(db, { $transaction: watched });
}

/** The same dependencies, whose ports notice that they are called in a transaction. */
export function watchPorts<D extends Ports>(deps: D): D {
  return {
    ...deps,
    sms: watched("sms", deps.sms),
    mail: watched("mail", deps.mail),
    webhooks: watched("webhooks", deps.webhooks),
    wallets: {
      apple: deps.wallets.apple && watched("apple", deps.wallets.apple),
      google: deps.wallets.google && watched("google", deps.wallets.google),
    },
    storage: watched("storage", deps.storage),
    identityProvider: deps.identityProvider && watched("identityProvider", deps.identityProvider),
    loyalty: (setting) => watched("loyalty", deps.loyalty(setting)),
  };
}

/** Each port's proxy; a proxy is its own. */
const proxies = new WeakMap<object, object>();

function watched<Port extends object>(name: string, port: Port): Port {
  const known = proxies.get(port);
  if (known) return known as Port;
  const proxy = new Proxy(port, {
    get(target, key, receiver) {
      const value = Reflect.get(target, key, receiver);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        if (open.getStore()) heldOver.push(`${name}.${String(key)}`);
        return value.apply(target, args);
      };
    },
  });
  proxies.set(port, proxy).set(proxy, proxy);
  return proxy;
}
