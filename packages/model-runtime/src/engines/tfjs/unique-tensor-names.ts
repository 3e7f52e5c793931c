/** Names tensors by their layers. If a layer has several, those after the first get a number. */
export function uniqueTensorNames(layers: readonly string[]): string[] {
  const taken = new Set(layers);
  const given = new Set<string>();
  return layers.map((layer) => {
    let name = layer;
    for (let at = 1; given.has(name); at += 1) name = taken.has(`${layer}_${at}`) ? layer : `${layer}_${at}`;
    given.add(name);
    return name;
  });
}
