/** The quantile of the normal distribution that leaves 2.5% above it: so many standard deviations hold 95%. */
export const Z_95 = 1.959964;
