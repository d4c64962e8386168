export const metadata = { title: "Kiosk" };

/** The storefront's header and footer; the account has its own, of `logo` and `links` in shop.config.ts. */
export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>
        <script src="/shop-account.js" defer />
        <header>
          <a href="/">Kiosk</a> <a href="/products">Products</a>{" "}
          <shop-account>
            <a href="/account">My account</a>
          </shop-account>
        </header>
        {children}
        <footer>
          <a href="/help">Help</a> <a href="/terms">Terms</a>
        </footer>
      </body>
    </html>
  );
}
