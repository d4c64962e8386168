export default function Page() {
  return <h1>Open late</h1>;
}
