/** Settings for the training of every student. */
export interface Teaching {
  /** Softening of the teacher's answers: see {@link soften}. */
  temperature: number;
  /** Weight of the teacher's answers in the loss, 0 to 1; the rest is that of the true classes. */
  alpha: number;
  epochs: number;
  seed: number;
}

/** Settings for the training of a new student. */
export interface Lesson extends Teaching {
  /** See {@link createStudent}. */
  architecture: string;
}
