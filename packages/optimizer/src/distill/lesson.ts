/** How a student is taught, whatever it is. */
export interface Teaching {
  /** How much the teacher's answers are softened: see {@link soften}. */
  temperature: number;
  /** The share of the teacher's answers in the loss, 0 to 1; the rest is that of the true classes. */
  alpha: number;
  epochs: number;
  seed: number;
}

/** How a new student is taught. */
export interface Lesson extends Teaching {
  /** See {@link createStudent}. */
  architecture: string;
}
