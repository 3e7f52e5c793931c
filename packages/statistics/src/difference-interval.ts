/** A figure that was estimated, and what it may really be. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
}

/**
 * The difference of two independent figures, `other` less `first`, from the intervals of both: Zou and Donner's method of
 * variance estimates recovery (2008). Of two Wilson intervals it makes Newcombe's interval for two shares (1998, method 10).
 */
export function differenceInterval(first: Estimate, other: Estimate): Estimate {
  const value = other.value - first.value;
  return {
    value,
    low: value - Math.hypot(other.value - other.low, first.high - first.value),
    high: value + Math.hypot(other.high - other.value, first.value - first.low),
  };
}
