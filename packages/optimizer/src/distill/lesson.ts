/** How a student is taught. */
export interface Lesson {
  /** See {@link createStudent}. */
  architecture: string;
  /** How much the teacher's answers are softened: see {@link soften}. */
  temperature: number;
  /** The share of the teacher's answers in the loss, 0 to 1; the rest is that of the true classes. */
  alpha: number;
  epochs: number;
  seed: number;
}
