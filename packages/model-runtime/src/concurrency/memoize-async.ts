/**
 * Keeps the result of `make` for each key, and calls it once for any number of simultaneous calls.
 * A failure is not kept: the next call tries again.
 */
export function memoizeAsync<Key, Value>(make: (key: Key) => Promise<Value>): (key: Key) => Promise<Value> {
  const flights = new Map<Key, Promise<Value>>();
  return (key) => {
    const underWay = flights.get(key);
    if (underWay) return underWay;
    const flight = make(key);
    flights.set(key, flight);
    flight.catch(() => flights.delete(key));
    return flight;
  };
}
