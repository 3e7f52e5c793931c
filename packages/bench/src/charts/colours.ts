/** By role. Told apart without colour too, as each bar is named; from Okabe and Ito's palette. */
export const COLOURS = { floor: '#bbbbbb', reference: '#999999', ours: '#e69f00', peer: '#56b4e9' } as const;

/** For lines and parts, in order. */
export const SERIES = [
  '#e69f00',
  '#0072b2',
  '#009e73',
  '#cc79a7',
  '#56b4e9',
  '#d55e00',
  '#999999',
  '#f0e442',
] as const;
