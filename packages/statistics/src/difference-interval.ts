/** An estimated figure and its interval. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
}

/**
 * Returns the difference of two independent figures, `other` minus `first`, from their intervals, by Zou and Donner's
 * method of variance estimates recovery (2008). For Wilson intervals it is Newcombe's interval for two shares (1998,
 * method 10).
 */
export function differenceInterval(first: Estimate, other: Estimate): Estimate {
  const value = other.value - first.value;
  return {
    value,
    low: value - Math.hypot(other.value - other.low, first.high - first.value),
    high: value + Math.hypot(other.high - other.value, first.value - first.low),
  };
}
