interface Size {
  width: number;
  height: number;
}

/** The size at which a picture's longer side is at most `side`, its proportions kept. It is never made larger. */
export function fitWithin({ width, height }: Size, side: number): Size {
  const scale = Math.min(1, side / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}
