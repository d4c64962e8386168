/* A storefront of Next's in front of the account, under one name (docs/your-shop.md). Read when the storefront is built. */

const { ACCOUNT_URL = "http://127.0.0.1:3000" } = process.env;

/** @param {string} source what the account has @param {string} [path] the same without what `source` says of its parts */
const toAccount = (source, path = source) => ({ source, destination: `${ACCOUNT_URL}${path}` });

/** @satisfies {import("next").NextConfig} */
const config = {
  // The account's API answers at /users/profile/, where a redirect would lose the body of a PATCH.
  skipTrailingSlashRedirect: true,
  rewrites: async () => ({
    // The account's own: its pages, its API and where the documents have it, its files.
    beforeFiles: [
      toAccount("/:page(account|login|register|verify|reset|undo|confirm-email)/:path*", "/:page/:path*"),
      toAccount("/:place(api|users|loyalty-card|current_user|csrf_token)/:path*", "/:place/:path*"),
      toAccount("/segments/:id/set"),
      toAccount("/:folder(media|shop-account)/:path*", "/:folder/:path*"),
      toAccount("/:file(shop-account\\.js|till-worker\\.js|manifest\\.webmanifest)", "/:file"),
      toAccount("/.well-known/change-password"),
    ],
    // What both may have, under names that say what is in it: the storefront's where it has one.
    afterFiles: [
      toAccount("/_next/static/:path*"),
      toAccount("/brand/:path*"),
      toAccount("/:icon([\\w-]+\\.(?:svg|png|ico))", "/:icon"),
    ],
  }),
};

export default config;
