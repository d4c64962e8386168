export const metadata = { title: "Empty", description: "A page of Next's and nothing else" };

export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
