import { connection } from "next/server";

/** Rendered for each request, like the store's pages. */
export default async function Page() {
  await connection();
  return (
    <main>
      <h1>Empty</h1>
      <p>Nothing is here.</p>
    </main>
  );
}
