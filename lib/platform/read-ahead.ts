/** Has the next item made while the one before is worked on. */
export async function* readAhead<Item>(items: AsyncGenerator<Item>): AsyncGenerator<Item> {
  const take = () => {
    const next = items.next();
    // It is thrown where it is waited for.
    next.catch(() => {});
    return next;
  };
  try {
    let next = take();
    for (let item = await next; !item.done; item = await next) {
      next = take();
      yield item.value;
    }
  } finally {
    await items.return(undefined);
  }
}
