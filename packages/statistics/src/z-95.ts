/** The 97.5% quantile of the normal distribution: this many standard deviations on each side hold 95%. */
export const Z_95 = 1.959964;
