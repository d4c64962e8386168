import { createServer } from "node:http";

/*
 * A shop's own system, as small as can be: `PORT=4400 SHOP_API_KEY=… node shop-api.mjs`. Every customer has the same
 * orders and addresses.
 */

// biome-ignore lint/style/noProcessEnv: a program of its own
const { PORT = "4400", SHOP_API_KEY = "example" } = process.env;

const ORDERS = [
  {
    number: "10042",
    placedOn: "2026-11-24",
    total: "₺1,249.90",
    state: "late",
    lines: [
      { title: "Linen shirt, sand", quantity: 1 },
      { title: "Beach towel", quantity: 2 },
    ],
  },
  {
    number: "10017",
    placedOn: "2026-10-02",
    total: "₺349.00",
    state: "delivered",
    lines: [{ title: "Canvas bag", quantity: 1 }],
  },
];
const ADDRESSES = [
  { name: "Home", lines: ["Kordon Boyu 12", "35210 İzmir"], isDefault: true },
  { name: "Work", lines: ["Moda Cad. 8", "34710 İstanbul"], isDefault: false },
];

const server = createServer((request, response) => {
  const answer = (status, body) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };
  if (request.headers.authorization !== `Bearer ${SHOP_API_KEY}`) return answer(401, { detail: "Who asks?" });
  const [, id, what] = /^\/customers\/(\d+)\/(orders|addresses)$/.exec(request.url ?? "") ?? [];
  if (!id) return answer(404, { detail: "There is nothing here." });
  answer(200, what === "orders" ? ORDERS : ADDRESSES);
});

server.listen(Number(PORT), "127.0.0.1", () => console.log(`The shop's system listens on ${server.address().port}.`));
