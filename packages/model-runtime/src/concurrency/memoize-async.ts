/**
 * Keeps what `make` gives for each key, and has it made once however many ask at the same time.
 * A failure is not kept: the next one who asks tries again.
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
