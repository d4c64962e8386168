export default async function ProductPage({ params }) {
  return <h1>Product {(await params).id}</h1>;
}
